package io.gnocchi.server.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.ResourceIds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InfluxLinesTest {
    private static final long NOW = 1_600_000_000_000_000_000L;
    private static final InfluxLines LINES =
            new InfluxLines("host", InfluxPrecision.NANOSECONDS, NOW);

    @Test
    void otherTagsAreSortedIntoTheNameOfTheMetric() throws IOException {
        var delivery = delivered(LINES, "cpu,zone=b,host=web,core=0 idle=1 5");
        assertThat(delivery.places()).containsExactly(place("web", "cpu.idle@core=0,zone=b"));
    }

    @Test
    void slashesBecomeUnderscores() throws IOException {
        var delivery = delivered(LINES, "disk/io,path=/dev/sda,host=a/b used=1 5");
        assertThat(delivery.places()).containsExactly(place("a_b", "disk_io.used@path=_dev_sda"));
    }

    @Test
    void anotherTagMayBeTheResource() throws IOException {
        var lines = new InfluxLines("vm", InfluxPrecision.NANOSECONDS, NOW);
        assertThat(delivered(lines, "cpu,host=web,vm=v1 idle=1 5").places())
                .containsExactly(place("v1", "cpu.idle@host=web"));
    }

    @Test
    void lineWithoutTimestampIsOfNow() throws IOException {
        var delivery = delivered(LINES, "cpu,host=web idle=1\ncpu,host=web idle=2 7");
        assertThat(delivery.of(place("web", "cpu.idle")).timestamps()).containsExactly(NOW, 7);
    }

    @ParameterizedTest
    @CsvSource({
        "n, 7",
        "ns, 7",
        "u, 7000",
        "us, 7000",
        "ms, 7000000",
        "s, 7000000000",
        "m, 420000000000",
        "h, 25200000000000"
    })
    void timestampsCountInTheirPrecision(String precision, long nanos) throws IOException {
        var lines = new InfluxLines("host", InfluxPrecision.parse(precision), NOW);
        var delivery = delivered(lines, "cpu,host=web idle=1 7");
        assertThat(delivery.of(place("web", "cpu.idle")).timestamps()).containsExactly(nanos);
    }

    @Test
    void resourceWrittenInTwoWaysIsOne() throws IOException {
        var delivery =
                delivered(
                        LINES,
                        """
                        m,host=6B9E2039-98D0-5D8D-9153-2D7491CF13E5 n=1 5
                        m,host=6b9e203998d05d8d91532d7491cf13e5 n=2 6
                        """);
        assertThat(delivery.sources()).hasSize(1);
        assertThat(delivery.places()).hasSize(1);
    }

    @Test
    void lineOfTextsOnlyDeliversNothing() throws IOException {
        assertThat(delivered(LINES, "event,host=web text=\"boom\" 5").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m,host=a n=1 -1",
                "m,host=a n=one 5",
                "m,host=a\0 n=1 5",
                "m,host=a,x=\0 n=1 5",
                "m,host=a n=1 99999999999999999999"
            })
    void badLineIsNamed(String bad) {
        assertThatThrownBy(() -> delivered(LINES, "\nm,host=a n=1 5\n" + bad + "\nm,host=a n=2 6"))
                .isInstanceOf(IntakeRefusedException.class)
                .hasMessageContaining("Unable to parse line 3");
    }

    @Test
    void longNamesAreRefusedWithTheirLine() {
        var name = "x".repeat(250);
        assertThatThrownBy(() -> delivered(LINES, "m,host=a " + name + "abcdef=1 5"))
                .hasMessageContaining("line 1: metric name longer than 255");
        assertThatThrownBy(() -> delivered(LINES, "m,host=" + name + name + " n=1 5"))
                .hasMessageContaining("line 1: transformable resource id >289");
    }

    @Test
    void lineWithoutTheResourceTagIsRefused() {
        assertThatThrownBy(() -> delivered(LINES, "m,vm=a n=1 5"))
                .hasMessageStartingWith("Unable to find key `host' in tags");
    }

    @Test
    void timestampThatOverflowsItsPrecisionIsRefused() {
        var lines = new InfluxLines("host", InfluxPrecision.parse("h"), NOW);
        assertThatThrownBy(() -> delivered(lines, "m,host=a n=1 1510581804179554816"))
                .hasMessageContaining("out of range");
    }

    @Test
    void endlessMetricsAreRefused() {
        var line = new StringBuilder();
        for (int i = 0; i <= Delivery.MAX_METRICS; i++) {
            line.append("m,host=a n").append(i).append("=1 5\n");
        }
        assertThatThrownBy(() -> delivered(LINES, line.toString()))
                .isInstanceOfSatisfying(
                        IntakeRefusedException.class,
                        e -> assertThat(e.refusal()).isInstanceOf(IntakeRefusal.TooLarge.class));
    }

    @ParameterizedTest
    @CsvSource({
        "create database telegraf, telegraf",
        "CREATE DATABASE \"telegraf\", telegraf",
        "Create  Database \"a b\" ;, a b",
        "CREATE DATABASE \"a\\\"b\"; , a\"b"
    })
    void databasesCanBeCreated(String statement, String name) {
        assertThat(InfluxStatement.parse(statement).database()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SHOW DATABASES",
                "CREATE DATABASE",
                "CREATE DATABASE 1a",
                "CREATE DATABASE \"\"",
                "CREATE DATABASE \"a",
                "CREATE DATABASE a b",
                "DROP DATABASE a"
            })
    void otherStatementsAreNotUnderstood(String statement) {
        assertThatThrownBy(() -> InfluxStatement.parse(statement))
                .isInstanceOf(IntakeRefusedException.class);
    }

    private static Delivery delivered(InfluxLines lines, String text) throws IOException {
        var delivery = Delivery.to("influxdb", "admin");
        lines.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), delivery);
        return delivery;
    }

    private static Delivery.Place place(String resource, String metric) {
        return new Delivery.Place(ResourceIds.of(resource, "admin"), metric);
    }
}
