package io.gnocchi.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.incoming.Inbox;
import io.gnocchi.core.incoming.InboxSettings;
import io.gnocchi.core.incoming.Posted;
import io.gnocchi.core.index.NewMetric;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.processing.Worker;
import io.gnocchi.core.processing.WorkerSettings;
import io.gnocchi.core.query.MeasuresReader;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.segment.SegmentCache;
import io.gnocchi.core.store.FileStore;
import io.gnocchi.server.sql.Database;
import io.gnocchi.server.sql.SqlIndex;
import io.gnocchi.server.sql.SqlManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `gnocchi-change-sack-size` on files and SQLite, under load.
class ChangeSackSizeTest {
    private static final AggregationMethod COUNT = AggregationMethod.parse("count");
    private static final long SECOND = 1_000_000_000L;

    @TempDir private Path folder;
    @AutoClose private Database database;
    @AutoClose private FileStore store;
    private String config = "";
    private List<Metric> metrics = List.of();

    @BeforeEach
    void upgrade() throws IOException {
        config = CommandRun.configuration(folder);
        assertThat(Main.run("upgrade", "--config-file", config)).isZero();
        database = Database.open("jdbc:sqlite:" + folder.resolve("index.db"), null, null);
        store = new FileStore(folder.resolve("objects"));
        var random = new SplittableRandom(7);
        var created =
                LongStream.range(0, 60)
                        .mapToObj(_ -> new UUID(random.nextLong(), random.nextLong()))
                        .map(id -> new NewMetric(id, "admin", null, null, null, "low"))
                        .toList();
        metrics = new SqlIndex(database).createMetrics(created);
    }

    @Test
    @Timeout(120)
    void everyMeasureCountsOnceWhileTheNumberChangesUnderLoad()
            throws ExecutionException, InterruptedException {
        var stop = new AtomicBoolean();
        var rounds = new AtomicInteger();
        // Virtual threads that never block would keep the few carriers from the third.
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var posts = threads.submit(stopping(stop, () -> postUntil(stop, rounds)));
            var folds = threads.submit(stopping(stop, () -> foldUntil(stop)));
            var reads = threads.submit(stopping(stop, () -> readUntil(stop, rounds)));
            stopping(
                            stop,
                            () -> {
                                assertThat(run("--sacks-number", "16").out())
                                        .contains("16 sacks, 128 before");
                                assertThat(run("--sacks-number", "300").out())
                                        .contains("300 sacks, 16 before");
                                awaitRounds(rounds, rounds.get() + 3, stop);
                            })
                    .run();
            posts.get();
            folds.get();
            reads.get();
        }
        worker("last").runOnce();

        for (var metric : metrics) {
            assertThat(count(metric)).as("%s", metric.id()).isEqualTo(rounds.get());
        }
        assertThat(manifest().sacks()).isEqualTo(new Sacks(300));
        assertThat(manifest().backlog().bundles()).isZero();
        assertThat(Main.run("check", "--config-file", config, "--brief")).isZero();
    }

    @Test
    void theSameNumberIsNothingToDo() {
        assertThat(run("--sacks-number", "128"))
                .isEqualTo(new CommandRun(0, "there are 128 sacks: nothing to do\n", ""));
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThat(run("--sacks-number", "0").status()).isEqualTo(2);
        assertThat(run("--sacks-number", "65536").status()).isEqualTo(2);
        assertThat(run("--sacks-number", "many").status()).isEqualTo(2);
        assertThat(run().status()).isEqualTo(2);
        assertThat(manifest().sacks()).isEqualTo(new Sacks(128));
    }

    @Test
    void withoutMetricdASecondChangeSaysWhatItWouldWaitFor() {
        var inbox = inbox();
        post(inbox, 1);
        var worker = worker("worker");
        worker.runOnce();
        assertThat(run("--sacks-number", "16").status()).isZero();

        var early = run("--sacks-number", "32", "--no-wait");

        assertThat(early.status()).isEqualTo(1);
        assertThat(early.out()).contains("1 segments are left");
        worker.runOnce();
        assertThat(run("--sacks-number", "32", "--no-wait").status()).isZero();
    }

    private CommandRun run(String... options) {
        return CommandRun.by(config, "change-sack-size", options);
    }

    private Manifest manifest() {
        return SqlManifest.open(database);
    }

    private static ObjectNames names() {
        return new ObjectNames(
                InstantSource.system(), new SplittableRandom(UUID.randomUUID().hashCode()));
    }

    private Inbox inbox() {
        return new Inbox(
                store,
                manifest(),
                names(),
                InstantSource.system(),
                new InboxSettings(Duration.ZERO, 10_000, 10_000));
    }

    private Worker worker(String name) {
        return new Worker(
                name,
                manifest(),
                store,
                new SqlIndex(database),
                new SegmentCache(store, 10_000),
                names(),
                InstantSource.system(),
                WorkerSettings.defaults());
    }

    private void postUntil(AtomicBoolean stop, AtomicInteger rounds) {
        var inbox = inbox();
        while (!stop.get()) {
            post(inbox, rounds.get());
            rounds.incrementAndGet();
        }
    }

    /// One measure of every metric, in two batches.
    private void post(Inbox inbox, int round) {
        for (var half : List.of(metrics.subList(0, 30), metrics.subList(30, 60))) {
            var request =
                    half.stream()
                            .map(metric ->
                                    new Posted(
                                            metric,
                                            new Measures(
                                                    new long[] {(1 + round) * SECOND},
                                                    new double[] {round})))
                            .toList();
            var receipt = inbox.join(request);
            inbox.flush();
            assertThat(receipt.isAcknowledged()).isTrue();
        }
    }

    private void foldUntil(AtomicBoolean stop) {
        var worker = worker("worker");
        while (!stop.get()) {
            try {
                worker.runOnce();
            } catch (UnavailableException _) {
                // A sack of before is not there any more; metricd goes on as well.
            }
        }
        worker.release();
    }

    private void readUntil(AtomicBoolean stop, AtomicInteger rounds) {
        while (!stop.get()) {
            for (var metric : metrics) {
                int least = rounds.get();
                assertThat(count(metric)).isBetween((long) least, rounds.get() + 2L);
            }
        }
    }

    private static void awaitRounds(AtomicInteger rounds, int wanted, AtomicBoolean stop) {
        while (rounds.get() < wanted && !stop.get() && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    /// Whoever ends, well or not, ends the others: a failure must not leave them running for ever.
    private static Runnable stopping(AtomicBoolean stop, Runnable task) {
        return () -> {
            try {
                task.run();
            } finally {
                stop.set(true);
            }
        };
    }

    private long count(Metric metric) {
        var reader = new MeasuresReader(manifest(), store, new SegmentCache(store, 1000));
        var answers = reader.read(metric, COUNT, null, Long.MIN_VALUE, Long.MAX_VALUE, null);
        long count = 0;
        for (double value : answers.getFirst().values()) {
            count += (long) value;
        }
        return count;
    }
}
