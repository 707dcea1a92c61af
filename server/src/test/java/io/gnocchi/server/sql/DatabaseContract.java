package io.gnocchi.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.manifest.Batch;
import io.gnocchi.core.manifest.BatchSection;
import io.gnocchi.core.manifest.Lease;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.NewBatch;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What holds for every dialect beyond the two doors: processes start together, come back, and work
/// side by side.
abstract class DatabaseContract {
    private static final Sacks SACKS = new Sacks(16);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @AutoClose private final OpenDatabases databases = new OpenDatabases();
    private String url;

    /// The JDBC URL of a new and empty database.
    abstract String emptyDatabase() throws Exception;

    abstract Database open(OpenDatabases databases, String url);

    @BeforeEach
    void createDatabase() throws Exception {
        url = emptyDatabase();
    }

    @Test
    void migratingAgainChangesNothing() {
        var database = open();
        database.migrate();
        SqlManifest.initialise(database, SACKS);
        append(SqlManifest.open(database), "b/1");
        database.migrate();
        assertThat(SqlManifest.open(database).head()).isEqualTo(1);
    }

    @Test
    void aMigrationThatFailedIsNotTakenForDone() {
        var database = open();
        database.migrate();
        database.write(sql ->
                sql.update(DSL.table(DSL.name("flyway_schema_history")))
                        .set(DSL.field(DSL.name("success"), Boolean.class), false)
                        .where(
                                DSL.field(DSL.name("version"), String.class)
                                        .eq(String.valueOf(Migration.NEWEST)))
                        .execute());
        assertThatThrownBy(database::migrate).hasStackTraceContaining("failed migration");
    }

    @Test
    void processesMayMigrateTogether() throws Exception {
        var starts = new ArrayList<Callable<Sacks>>();
        for (int process = 0; process < 4; process++) {
            starts.add(this::start);
        }
        assertThat(runTogether(starts)).containsOnly(SACKS);
    }

    private Sacks start() {
        var database = open();
        database.migrate();
        SqlManifest.initialise(database, SACKS);
        return SqlManifest.open(database).sacks();
    }

    @Test
    void theNumberOfSacksIsFixedOnce() {
        var database = open();
        database.migrate();
        SqlManifest.initialise(database, SACKS);
        SqlManifest.initialise(database, new Sacks(3));
        var manifest = SqlManifest.open(database);
        assertThat(manifest.sacks()).isEqualTo(SACKS);
        assertThat(manifest.lease("w1", NOON, Duration.ofMinutes(1))).hasSize(SACKS.count());
    }

    @Test
    void manifestWithoutSacksDoesNotOpen() {
        var database = open();
        database.migrate();
        assertThatThrownBy(() -> SqlManifest.open(database))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void databaseThatWasNotMigratedStopsLoudly() {
        assertThatThrownBy(() -> SqlManifest.open(open()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatWasWrittenIsThereForTheNextProcess() {
        append(startManifest(), "b/1");
        databases.close();
        var manifest = SqlManifest.open(open());
        assertThat(manifest.unfolded()).extracting(Batch::key).containsExactly("b/1");
        assertThat(append(manifest, "b/2").ordinal()).isEqualTo(2);
    }

    @Test
    void processesAppendSideBySide() throws Exception {
        var writers = new ArrayList<Callable<List<Long>>>();
        for (int process = 0; process < 3; process++) {
            var manifest = startManifest();
            var prefix = "b/" + process + "-";
            writers.add(() ->
                    IntStream.range(0, 30)
                            .mapToObj(number -> append(manifest, prefix + number).ordinal())
                            .toList());
        }
        var ordinals = runTogether(writers).stream().flatMap(List::stream).sorted().toList();
        assertThat(ordinals).isEqualTo(LongStream.rangeClosed(1, 90).boxed().toList());
    }

    @Test
    void processesShareTheSacks() throws Exception {
        var processes = List.of(startManifest(), startManifest());
        var leases = List.<Lease>of();
        for (int round = 0; round < 3; round++) {
            leases =
                    runTogether(
                                    List.<Callable<List<Lease>>>of(
                                            () -> lease(processes.get(0), "w0"),
                                            () -> lease(processes.get(1), "w1")))
                            .stream()
                            .flatMap(List::stream)
                            .toList();
        }
        assertThat(leases).extracting(Lease::sack).doesNotHaveDuplicates().hasSize(SACKS.count());
    }

    /// What a database that is a server shows besides: a process that falls silent in the middle of
    /// a transaction holds nobody up for long.
    final void silentProcessLosesItsLocks() throws Exception {
        startManifest();
        var silent = open();
        var other = startManifest();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var locked = new CountDownLatch(1);
            var over = new CountDownLatch(1);
            var transaction =
                    threads.submit(() ->
                            silent.write(sql -> {
                                Leases.lockedSacks(silent, sql);
                                locked.countDown();
                                awaitQuietly(over);
                                return Leases.lockedSacks(silent, sql);
                            }));
            try {
                locked.await();
                assertThat(threads.submit(() -> lease(other, "w1")).get(9, TimeUnit.SECONDS))
                        .hasSize(SACKS.count());
            } finally {
                over.countDown();
            }
            assertThatThrownBy(transaction::get).hasCauseInstanceOf(UnavailableException.class);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Lease> lease(Manifest manifest, String worker) {
        return manifest.lease(worker, NOON, Duration.ofMinutes(1));
    }

    @Test
    void indexKnowsTheGenericTypeFromTheBeginning() {
        var database = open();
        database.migrate();
        try (var index = new SqlIndex(database)) {
            assertThat(index.resources(List.of(new UUID(0, 1)))).isEmpty();
            assertThat(index.archivePolicies()).isEmpty();
        }
        assertThat(types(database)).containsExactly(Index.GENERIC);
    }

    private static List<String> types(Database database) {
        return database.ask(sql ->
                sql.select(IndexTables.Types.NAME)
                        .from(IndexTables.Types.TABLE)
                        .fetch(IndexTables.Types.NAME));
    }

    @Test
    void transactionThatThrowsLeavesNothing() {
        var database = open();
        database.migrate();
        assertThatThrownBy(() ->
                        database.write(sql -> {
                            sql.deleteFrom(IndexTables.Types.TABLE).execute();
                            throw new IllegalArgumentException("on purpose");
                        }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(types(database)).containsExactly(Index.GENERIC);
    }

    @Test
    void readingTransactionCannotWrite() {
        var database = open();
        database.migrate();
        assertThatThrownBy(() ->
                        database.read(sql -> sql.deleteFrom(IndexTables.Types.TABLE).execute()))
                .isInstanceOf(RuntimeException.class);
        assertThat(types(database)).containsExactly(Index.GENERIC);
    }

    final Manifest startManifest() {
        var database = open();
        database.migrate();
        return OpenDatabases.manifest(database, SACKS);
    }

    final Database open() {
        return open(databases, url);
    }

    final String url() {
        return url;
    }

    static Batch append(Manifest manifest, String key) {
        return manifest.append(
                new NewBatch(key, 9, SACKS, List.of(new BatchSection(0, 0, 9, 1, 1))));
    }

    private static <T> List<T> runTogether(List<Callable<T>> tasks)
            throws InterruptedException, ExecutionException {
        try (var executor = Executors.newFixedThreadPool(tasks.size())) {
            var results = new ArrayList<T>();
            for (Future<T> future : executor.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
