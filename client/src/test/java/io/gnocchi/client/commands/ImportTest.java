package io.gnocchi.client.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.client.Screen;
import io.gnocchi.client.ServerTwin;
import io.gnocchi.client.access.BasicAccess;
import io.gnocchi.client.api.Acceptance;
import io.gnocchi.client.api.Gnocchi;
import io.gnocchi.client.records.BadRecordException;
import io.gnocchi.client.records.Format;
import io.gnocchi.client.records.Lines;
import io.gnocchi.client.records.Measured;
import io.gnocchi.client.records.Owner;
import io.gnocchi.client.terminal.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
    private static final String FILE =
            "timestamp,resource,metric,value\n1,a,m,1\n2,a,m,2\nbad\n4,a,m,4\n5,b,m,5\n6,b,m,6\n";
    private static final BadRecordsAreSkipped SKIP = new BadRecordsAreSkipped();

    @TempDir private Path folder;
    private final List<Double> taken = new ArrayList<>();
    private Checkpoint checkpoint;
    private int most = Integer.MAX_VALUE;

    private static final class BadRecordsAreSkipped implements Import.BadRecords {
        @Override
        public void bad(BadRecordException record) {}
    }

    @BeforeEach
    void begin() {
        checkpoint = Checkpoint.in(folder.resolve("state"));
    }

    private Acceptance take(List<Measured> measures) {
        if (taken.size() + measures.size() > most) {
            throw new FailureException("the server is gone");
        }
        measures.forEach(one -> taken.add(one.value()));
        return new Acceptance(true, 1, 0, 0);
    }

    @Test
    void importTakesAllAndForgetsItsPlace() throws IOException {
        Import done = begin(FILE, SKIP);
        done.run();
        assertThat(taken).containsExactly(1.0, 2.0, 4.0, 5.0, 6.0);
        assertThat(done.measures()).isEqualTo(5);
        assertThat(done.metrics()).isEqualTo(2);
        assertThat(done.bad()).isOne();
        assertThat(done.acceptance().late()).isEqualTo(3);
        assertThat(checkpoint.read()).isNull();
    }

    @Test
    void interruptedImportGoesOnWhereItWas() throws IOException {
        most = 4;
        Import broken = begin(FILE, SKIP);
        assertThatThrownBy(broken::run).hasMessage("the server is gone");
        assertThat(taken).containsExactly(1.0, 2.0, 4.0, 5.0);
        most = Integer.MAX_VALUE;
        Import again = resumed(FILE);
        again.run();
        assertThat(taken).containsExactly(1.0, 2.0, 4.0, 5.0, 6.0);
        assertThat(again.measuresBefore()).isEqualTo(4);
        assertThat(again.measures()).isOne();
    }

    @Test
    void mendedFileGoesOnAtTheLineThatWasBad() throws IOException {
        Import broken =
                begin(
                        FILE,
                        bad -> {
                            throw new FailureException(String.valueOf(bad.getMessage()));
                        });
        assertThatThrownBy(broken::run).hasMessageStartingWith("line 4:");
        assertThat(taken).containsExactly(1.0, 2.0);
        resumed(FILE.replace("bad", "3,a,m,3")).run();
        assertThat(taken).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0);
    }

    @Test
    void fileThatChangedWhereItWasImportedIsNotGoneOnWith() throws IOException {
        most = 2;
        Import broken = begin(FILE, SKIP);
        assertThatThrownBy(broken::run).hasMessage("the server is gone");
        assertThatThrownBy(() -> resumed(FILE.replace("1,a,m,1", "1,a,m,9")))
                .hasMessageContaining("has changed")
                .hasMessageContaining("--restart");
    }

    @Test
    void whatCouldNotBeSentIsNotTakenForSent() {
        Gnocchi breaking =
                new Gnocchi(
                        _ -> {
                            throw new OutOfMemoryError("in one of several threads");
                        },
                        new BasicAccess("admin", URI.create("http://gnocchi.example:8041")));
        var many =
                Stream.of("a", "b", "c", "d")
                        .map(resource -> new Measured(resource, "m", Instant.ofEpochSecond(1), 1.0))
                        .toList();
        assertThatThrownBy(() -> new Sender(breaking, false, false, "generic", 4).take(many))
                .hasRootCauseInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void missingResourcesAreMadeWhenAskedFor() {
        var server =
                new ServerTwin()
                        .answers(
                                400,
                                "{\"description\":{\"cause\":\"Unknown"
                                    + " resources\",\"detail\":[{\"original_resource_id\":\"a\"}]}}")
                        .answers(201, "{\"id\":\"a\"}")
                        .answers(202, "{\"accepted\":1,\"dropped\":{\"late\":0,\"duplicate\":0}}");
        new Sender(server.gnocchi(), true, false, "generic", 1).take(measures());
        assertThat(server.asked())
                .containsExactly(
                        "POST /v1/batch/resources/metrics/measures?create_metrics=True&report=true"
                                + " {\"a\":{\"m\":[{\"timestamp\":1,\"value\":1.0}]}}",
                        "POST /v1/resource/generic {\"id\":\"a\"}",
                        "POST /v1/batch/resources/metrics/measures?create_metrics=True&report=true"
                                + " {\"a\":{\"m\":[{\"timestamp\":1,\"value\":1.0}]}}");
    }

    @Test
    void missingResourcesAreNamedWhenNobodyAskedToMakeThem() {
        var server =
                new ServerTwin()
                        .answers(
                                400,
                                "{\"description\":{\"cause\":\"Unknown"
                                    + " resources\",\"detail\":[{\"original_resource_id\":\"a\"}]}}");
        assertThatThrownBy(() ->
                        new Sender(server.gnocchi(), false, false, "generic", 1).take(measures()))
                .hasMessage("1 resources are not there: a; --create makes them");
    }

    @Test
    void lateMeasuresAreKeptWhenAskedFor() {
        var server =
                new ServerTwin()
                        .answers(
                                202,
                                "{\"accepted\":1,\"history\":1,\"dropped\":{\"late\":0,\"duplicate\":0}}")
                        .answers(
                                202,
                                "{\"accepted\":1,\"history\":1,\"dropped\":{\"late\":0,\"duplicate\":0}}");
        var measures = new ArrayList<>(measures());
        measures.add(new Measured(null, "id", Instant.ofEpochSecond(2), 3));
        measures.add(new Measured(null, "id", Instant.ofEpochMilli(2_500), 4));

        var acceptance = new Sender(server.gnocchi(), false, true, "generic", 1).take(measures);

        assertThat(acceptance).isEqualTo(new Acceptance(true, 0, 2, 0));
        assertThat(server.asked())
                .containsExactly(
                        "POST /v1/batch/metrics/measures?import=true&report=true"
                            + " {\"id\":[{\"timestamp\":\"1970-01-01T00:00:02Z\",\"value\":3.0},{\"timestamp\":\"1970-01-01T00:00:02.500Z\",\"value\":4.0}]}",
                        "POST /v1/batch/resources/metrics/measures?create_metrics=False&import=true&report=true"
                            + " {\"a\":{\"m\":[{\"timestamp\":1,\"value\":1.0}]}}");
    }

    @Test
    void measuresOfAMetricStayTogetherInTheirOrder() {
        var many = new ArrayList<Measured>();
        for (int i = 0; i < 100; i++) {
            many.add(new Measured("r" + i % 7, "m", java.time.Instant.ofEpochSecond(i), i));
        }
        List<Parcel> parcels = Parcel.of(many, 4);
        assertThat(parcels).hasSizeBetween(2, 4);
        var server = new ServerTwin();
        parcels.forEach(_ -> server.answers(202, ""));
        parcels.forEach(parcel -> parcel.send(server.gnocchi(), true, false));
        assertThat(String.join("", server.asked()).split("\"r3\"", -1)).hasSize(2);
    }

    private static List<Measured> measures() {
        return List.of(new Measured("a", "m", java.time.Instant.ofEpochSecond(1), 1));
    }

    private Import begin(String text, Import.BadRecords badRecords) {
        var lines = new Lines(new ByteArrayInputStream(text.getBytes(UTF_8)));
        var format = Format.CSV;
        return new Import(
                lines,
                format.read(lines, new Owner(null, null), format.usualPrecision(), "host"),
                2,
                this::take,
                badRecords,
                checkpoint,
                new Progress(Screen.pipes(80).terminal(), "importing", text.length()));
    }

    private Import resumed(String text) throws IOException {
        Import again = begin(text, SKIP);
        var place = checkpoint.read();
        assertThat(place).isNotNull();
        again.resume(place, "file");
        return again;
    }
}
