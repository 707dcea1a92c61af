package io.gnocchi.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.incoming.Inbox;
import io.gnocchi.core.incoming.InboxSettings;
import io.gnocchi.core.incoming.Posted;
import io.gnocchi.core.index.NewMetric;
import io.gnocchi.core.manifest.Contents;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.query.MeasuresReader;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.segment.SegmentCache;
import io.gnocchi.core.store.FileStore;
import io.gnocchi.server.sql.Database;
import io.gnocchi.server.sql.SqlIndex;
import io.gnocchi.server.sql.SqlManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `gnocchi-check` and `gnocchi-rebuild-manifest` on files and SQLite.
class IntegrityCommandsTest {
    private static final UUID METRIC = new UUID(0, 5);
    private static final AggregationMethod SUM = AggregationMethod.parse("sum");

    @TempDir private Path folder;
    private String config = "";

    @BeforeEach
    void foldSomeAndLeaveSome() throws IOException {
        config = CommandRun.configuration(folder);
        assertThat(Main.run("upgrade", "--config-file", config)).isZero();
        try (var database = database()) {
            new SqlIndex(database)
                    .createMetrics(
                            List.of(new NewMetric(METRIC, "admin", null, null, null, "low")));
        }
        post(1, 10);
        assertThat(run("metricd", "--stop-after-processing-metrics=1").status()).isZero();
        post(2, 20);
    }

    @Test
    void cleanDeploymentEndsWithZero() {
        var check = run("check");

        assertThat(check.status()).isZero();
        assertThat(check.out()).contains("0 troubles");
    }

    @Test
    void damageEndsWithOneAndIsNamed() throws IOException {
        var segment = object("segment");
        damage(segment);

        var check = run("check", "--brief");

        assertThat(check.status()).isEqualTo(1);
        assertThat(check.out()).contains("damaged").contains(segment.getFileName().toString());
    }

    @Test
    void damagedSegmentIsDoneWithoutOnlyWhenMeant() throws IOException {
        var segment = object("segment");
        damage(segment);
        var key = "segment/" + segment.getFileName();

        assertThat(run("check", "--drop-damaged", key).status()).isEqualTo(2);
        var dropped = run("check", "--drop-damaged", key, "--yes");

        assertThat(dropped.status()).isZero();
        assertThat(dropped.out()).contains("given up for 1 sacks");
        assertThat(run("check").status()).isZero();
    }

    @Test
    void unknownIdsAreTold() {
        var retried = run("check", "--retry", METRIC.toString());

        assertThat(retried.status()).isEqualTo(1);
        assertThat(retried.out()).contains("nothing is set aside");
    }

    @Test
    void withoutADeploymentNothingCanBeChecked() throws IOException {
        Files.delete(folder.resolve("index.db"));

        assertThat(run("check").status()).isEqualTo(2);
        assertThat(run("rebuild-manifest", "--yes").status()).isEqualTo(2);
    }

    @Test
    void manifestIsMadeAnewFromTheObjects() {
        forgetTheManifest();
        assertThat(sums()).isEmpty();

        var dry = run("rebuild-manifest", "--dry-run");
        assertThat(dry.status()).isZero();
        assertThat(dry.out()).contains("ordinal 2, 1 batches");
        assertThat(sums()).isEmpty();

        assertThat(run("rebuild-manifest").status()).isEqualTo(2);
        assertThat(run("rebuild-manifest", "--yes").status()).isZero();
        assertThat(sums()).containsExactly(30.0);
        assertThat(run("check").status()).isZero();
        assertThat(run("metricd", "--stop-after-processing-metrics=1").status()).isZero();
        assertThat(sums()).containsExactly(30.0);
    }

    @Test
    void manifestIsMadeFromTheBatchesWhenTheFirstSegmentIsMissing() throws IOException {
        Files.delete(object("segment"));
        assertThat(run("check").status()).isEqualTo(1);

        assertThat(run("rebuild-manifest", "--yes").status()).isZero();

        assertThat(sums()).containsExactly(30.0);
    }

    @Test
    void manifestIsNotMadeWhenSegmentsAreMissing() throws IOException {
        assertThat(run("metricd", "--stop-after-processing-metrics=1").status()).isZero();
        post(3, 40);
        for (var segment : objects("segment")) {
            Files.delete(segment);
        }

        var rebuilt = run("rebuild-manifest", "--yes");

        assertThat(rebuilt.status()).isEqualTo(1);
        assertThat(rebuilt.out()).contains("missing").contains("left as it is");
        assertThat(run("rebuild-manifest", "--yes", "--despite-findings").status()).isEqualTo(1);
        assertThat(sums()).containsExactly(40.0);
    }

    private CommandRun run(String command, String... options) {
        return CommandRun.by(config, command, options);
    }

    private Database database() {
        return Database.open("jdbc:sqlite:" + folder.resolve("index.db"), null, null);
    }

    private void post(int second, double value) {
        var clock = InstantSource.system();
        try (var database = database();
                var store = new FileStore(folder.resolve("objects"))) {
            var metric = new SqlIndex(database).metrics(List.of(METRIC)).getFirst();
            var inbox =
                    new Inbox(
                            store,
                            SqlManifest.open(database),
                            new ObjectNames(clock, new SplittableRandom(second)),
                            clock,
                            new InboxSettings(Duration.ZERO, 1 << 20, 1 << 20));
            var measures = new Measures(new long[] {second * 1_000_000_000L}, new double[] {value});
            var receipt = inbox.join(List.of(new Posted(metric, measures)));
            inbox.flush();
            assertThat(receipt.isAcknowledged()).isTrue();
        }
    }

    private List<Double> sums() {
        try (var database = database();
                var store = new FileStore(folder.resolve("objects"))) {
            var metric = new SqlIndex(database).metrics(List.of(METRIC)).getFirst();
            var reader =
                    new MeasuresReader(
                            SqlManifest.open(database), store, new SegmentCache(store, 1000));
            var answers = reader.read(metric, SUM, null, Long.MIN_VALUE, Long.MAX_VALUE, null);
            return Arrays.stream(answers.getFirst().values()).boxed().toList();
        }
    }

    private Path object(String kind) throws IOException {
        return objects(kind).getFirst();
    }

    private List<Path> objects(String kind) throws IOException {
        try (var files = Files.walk(folder.resolve("objects"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getName(file.getNameCount() - 2).toString().equals(kind))
                    .toList();
        }
    }

    private static void damage(Path object) throws IOException {
        var bytes = Files.readAllBytes(object);
        bytes[10] ^= 1;
        Files.write(object, bytes);
    }

    private void forgetTheManifest() {
        try (var database = database()) {
            var manifest = SqlManifest.open(database);
            var states =
                    IntStream.range(0, manifest.sacks().count())
                            .mapToObj(sack ->
                                    new Contents.State(sack, 0, 0, 0, null, List.of(), List.of()))
                            .toList();
            manifest.restore(new Contents(0, manifest.layout(), List.of(), states));
        }
    }
}
