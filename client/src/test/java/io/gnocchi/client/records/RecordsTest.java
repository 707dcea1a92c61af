package io.gnocchi.client.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordsTest {
    private static final Owner NOBODY = new Owner(null, null);
    private static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");
    private static final String ID = "6f0eb19d-7a3c-4e5b-9f77-0d3b1f6f2a11";

    @Test
    void lineOfCsvIsAMeasureOfAResourcesMetric() throws IOException {
        assertThat(
                        read(
                                Format.CSV,
                                NOBODY,
                                "timestamp,resource,metric,value\n"
                                        + "2024-05-01T12:00:00Z,web1,cpu,42.5\n"
                                        + "2024-05-01 12:00:00,\"we,b\"\"2\"\"\",cpu,1e3\r\n"))
                .containsExactly(
                        new Measured("web1", "cpu", NOON, 42.5),
                        new Measured("we,b\"2\"", "cpu", NOON, 1000));
    }

    @Test
    void wideCsvHasAMetricInEachColumn() throws IOException {
        assertThat(
                        read(
                                Format.CSV,
                                new Owner("web1", null),
                                "time;cpu;memory\n1714564800;1;2\n1714564800;;3\n"))
                .containsExactly(
                        new Measured("web1", "cpu", NOON, 1),
                        new Measured("web1", "memory", NOON, 2),
                        new Measured("web1", "memory", NOON, 3));
    }

    @Test
    void metricsWithoutResourceAreNamedByTheirIds() throws IOException {
        assertThat(
                        read(
                                Format.CSV,
                                NOBODY,
                                "\ufeffmetric_id,timestamp,value\n"
                                        + ID
                                        + ",2024-05-01T14:00+02:00,7\n"))
                .containsExactly(new Measured(null, ID, NOON, 7));
        assertThat(read(Format.CSV, new Owner(null, ID), "timestamp,value\n1714564800,7\n"))
                .containsExactly(new Measured(null, ID, NOON, 7));
    }

    @Test
    void quotedLineBreaksBelongToTheField() throws IOException {
        assertThat(
                        read(
                                Format.CSV,
                                NOBODY,
                                "timestamp,resource,metric,value\n1714564800,\"a\nb\",cpu,7\n"))
                .containsExactly(new Measured("a\nb", "cpu", NOON, 7));
    }

    @Test
    void badLineIsNamedAndTheNextOneIsRead() throws IOException {
        var lines =
                lines(
                        """
                        timestamp,resource,metric,value
                        yesterday,a,b,1
                        1714564800,a,b,x
                        1714564800,a,b
                        1714564800,a,b,1
                        """);
        Records records = Format.CSV.read(lines, NOBODY, Precision.SECONDS, "host");
        assertThatThrownBy(records::next).hasMessage("line 2: 'yesterday' is no timestamp");
        assertThatThrownBy(records::next).hasMessage("line 3: 'x' is no number");
        assertThatThrownBy(records::next)
                .isInstanceOfSatisfying(
                        BadRecordException.class,
                        bad -> {
                            assertThat(bad.line()).isEqualTo(4);
                            assertThat(bad.text()).isEqualTo("1714564800,a,b");
                        });
        assertThat(records.next()).containsExactly(new Measured("a", "b", NOON, 1));
        assertThat(records.next()).isNull();
    }

    @Test
    void parquetIsNotReadAndSaysSo() {
        assertThatThrownBy(() -> Format.ofFile("export.PARQUET"))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("not read");
    }

    @Test
    void csvWithoutTimestampsOrMetricsIsRefusedAsAWhole() {
        assertThatThrownBy(() -> read(Format.CSV, NOBODY, "a,b\n1,2\n"))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage("the first line names no column 'timestamp', but a, b");
        assertThatThrownBy(() -> read(Format.CSV, NOBODY, "timestamp,value\n1,2\n"))
                .isInstanceOf(UnreadableFileException.class);
    }

    @Test
    void jsonIsAnObjectOnEachLine() throws IOException {
        assertThat(
                        read(
                                Format.JSON,
                                NOBODY,
                                "{\"timestamp\":\"2024-05-01T12:00:00Z\",\"resource\":\"a\",\"metric\":\"b\",\"value\":1}\n"
                                    + "\n"
                                    + "{\""
                                        + ID
                                        + "\":[{\"timestamp\":1714564800,\"value\":2}]}\n"
                                        + "{\"a\":{\"b\":[{\"timestamp\":1714564800,\"value\":3}],\"c\":{\"unit\":\"W\",\"measures\":[{\"timestamp\":1714564800,\"value\":4}]}}}\n"))
                .containsExactly(
                        new Measured("a", "b", NOON, 1),
                        new Measured(null, ID, NOON, 2),
                        new Measured("a", "b", NOON, 3),
                        new Measured("a", "c", NOON, 4));
    }

    @Test
    void jsonMayBeADocumentOfManyLines() throws IOException {
        assertThat(
                        read(
                                Format.JSON,
                                new Owner("a", "b"),
                                """
                                [
                                {"timestamp": 1714564800,
                                 "value": 1}, {"timestamp": 1714564800, "value": 2}
                                ]
                                """))
                .containsExactly(new Measured("a", "b", NOON, 1), new Measured("a", "b", NOON, 2));
    }

    @Test
    void linesOfInfluxAreNamedAsTheServerNamesThem() throws IOException {
        assertThat(
                        read(
                                Format.INFLUX,
                                NOBODY,
                                """
                                # comment
                                cpu\\ load,zone=z,host=web1,core=0 idle=98.5,busy=2i,ok=t,text="a, b=c" 1714564800000000000
                                """))
                .containsExactly(
                        new Measured("web1", "cpu load.idle@core=0,zone=z", NOON, 98.5),
                        new Measured("web1", "cpu load.busy@core=0,zone=z", NOON, 2),
                        new Measured("web1", "cpu load.ok@core=0,zone=z", NOON, 1));
    }

    @Test
    void lineOfInfluxWithoutItsResourceIsBad() {
        assertThatThrownBy(() -> read(Format.INFLUX, NOBODY, "cpu,zone=z idle=1 1\n"))
                .hasMessage("line 1: it has no tag 'host' to name its resource");
        assertThatThrownBy(() -> read(Format.INFLUX, NOBODY, "cpu idle\n"))
                .isInstanceOf(BadRecordException.class);
    }

    @Test
    void timestampsCountWhatTheyAreSaidToCount() {
        assertThat(Precision.MILLISECONDS.instant("1714564800250")).isEqualTo(NOON.plusMillis(250));
        assertThat(Precision.SECONDS.instant("1714564800.000000001")).isEqualTo(NOON.plusNanos(1));
        assertThat(Precision.NANOSECONDS.instant("-1")).isEqualTo(Instant.EPOCH.minusNanos(1));
        assertThat(Precision.SECONDS.instant("2024-05-01"))
                .isEqualTo(Instant.parse("2024-05-01T00:00:00Z"));
    }

    @Test
    void linesCountTheirBytesAndKnowThemAgain() throws IOException {
        var some = lines("one\r\ntwo\n");
        assertThat(some.next()).isEqualTo("one");
        long first = some.checksum();
        assertThat(some.bytes()).isEqualTo(5);
        assertThat(some.next()).isEqualTo("two");
        assertThat(some.next()).isNull();
        assertThat(some.bytes()).isEqualTo(9);
        var others = lines("onf\r\ntwo\n");
        others.next();
        assertThat(others.checksum()).isNotEqualTo(first);
    }

    private static List<Measured> read(Format format, Owner owner, String text) throws IOException {
        Records records = format.read(lines(text), owner, format.usualPrecision(), "host");
        var all = new ArrayList<Measured>();
        for (List<Measured> next = records.next(); next != null; next = records.next()) {
            all.addAll(next);
        }
        return all;
    }

    private static Lines lines(String text) {
        return new Lines(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }
}
