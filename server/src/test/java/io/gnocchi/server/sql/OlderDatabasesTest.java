package io.gnocchi.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gnocchi.core.index.Filter;
import io.gnocchi.core.index.Page;
import io.gnocchi.core.index.ResourceQuery;
import io.gnocchi.core.manifest.BatchSection;
import io.gnocchi.core.manifest.Duty;
import io.gnocchi.core.model.Resource;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What older versions wrote is read by this one; see `databases/README.md` for the dumps.
class OlderDatabasesTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final UUID THING = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final UUID INSTANCE = UUID.fromString("00000000-0000-4000-8000-000000000002");
    private static final UUID METRIC = UUID.fromString("00000000-0000-4000-8000-00000000000a");
    private static final UUID DELETED = UUID.fromString("00000000-0000-4000-8000-00000000000b");

    @TempDir Path folder;
    @AutoClose private final OpenDatabases databases = new OpenDatabases();

    /// The dump of a version as a database.
    private Database restored(int version) throws IOException, URISyntaxException, SQLException {
        var url = "jdbc:sqlite:" + folder.resolve("v" + version + ".db");
        var name = "/databases/sqlite-v%d.sql".formatted(version);
        var dump = Objects.requireNonNull(OlderDatabasesTest.class.getResource(name), name);
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.executeUpdate(Files.readString(Path.of(dump.toURI())));
        }
        return databases.open(url, null);
    }

    private Database migrated(int version) throws Exception {
        var database = restored(version);
        database.migrate();
        database.requireCurrent();
        return database;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 6, 7, 8, 9})
    void manifestOfEveryVersionIsRead(int version) throws Exception {
        var manifest = SqlManifest.open(migrated(version));

        assertThat(manifest.sacks().count()).isEqualTo(4);
        assertThat(manifest.head()).isEqualTo(7);
        assertThat(manifest.view(1).consumed()).isEqualTo(5);
        assertThat(manifest.view(1).batches())
                .singleElement()
                .satisfies(batch ->
                        assertThat(batch.sections())
                                .containsExactly(new BatchSection(1, 24, 100, 2, 3)));
        assertThat(manifest.view(2).parts())
                .singleElement()
                .extracting("partBytes")
                .isEqualTo(900L);
        assertThat(manifest.condemned(NOON.plusSeconds(1), 10)).hasSize(1);
        assertThat(manifest.lease("next", NOON.plusSeconds(9), Duration.ofSeconds(7)))
                .extracting("epoch")
                .containsExactly(4L, 5L, 6L, 7L);
        assertThat(
                        manifest.takeDuty(
                                Duty.GARBAGE,
                                "next",
                                NOON,
                                Duration.ofMinutes(5),
                                Duration.ZERO,
                                Duration.ofDays(1)))
                .isEqualTo(NOON);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 6, 7, 8, 9})
    void indexOfEveryVersionIsRead(int version) throws Exception {
        var index = new SqlIndex(migrated(version));

        var policy = index.archivePolicy("low");
        assertThat(policy.definition()).hasSize(2);
        assertThat(policy.methods())
                .extracting("text")
                .containsExactlyInAnyOrder("mean", "rate:max");
        assertThat(index.archivePolicyRules())
                .singleElement()
                .extracting("metricPattern")
                .isEqualTo("*");
        var metric = index.metrics(List.of(METRIC)).getFirst();
        assertThat(metric.unit()).isEqualTo("%");
        assertThat(metric.policy()).isEqualTo(policy);
        assertThat(index.deletedMetrics(10)).containsExactly(DELETED);
        assertThat(index.resource("generic", THING).metrics()).containsEntry("cpu", METRIC);
        assertThat(index.searchResources(history()))
                .filteredOn(resource -> resource.id().equals(THING))
                .extracting(Resource::userId)
                .containsExactlyInAnyOrder("before", "user");
        assertThat(index.endSilentResources(NOON, NOON.plusSeconds(99), 10)).isEqualTo(1);
    }

    private static ResourceQuery history() {
        return new ResourceQuery(
                "generic", Filter.EVERYTHING, true, true, new Page(100, null, List.of()));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 6, 7, 8, 9})
    void typedResourcesOfEveryVersionAreRead(int version) throws Exception {
        var index = new SqlIndex(migrated(version));
        assertThat(index.resource("instance", INSTANCE).attributes()).containsEntry("host", "web");
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 7, 8, 9})
    void whatWasSetAsideIsStillSetAside(int version) throws Exception {
        var view = SqlManifest.open(migrated(version)).view(2);
        assertThat(view.generation()).isEqualTo(9);
        assertThat(view.setAside()).singleElement().extracting("metric").isEqualTo(METRIC);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 6, 7, 8})
    void nobodyStartsOnOlderTables(int version) throws Exception {
        var database = restored(version);
        assertThatExceptionOfType(OtherVersionException.class)
                .isThrownBy(database::requireCurrent)
                .withMessageContaining("of version " + version)
                .withMessageContaining("run gnocchi-upgrade");
    }

    @Test
    void nobodyStartsOnNewerTablesNorMigratesThem() throws Exception {
        var database = migrated(9);
        database.write(sql ->
                sql.execute(
                        "insert into flyway_schema_history select 99, '99', 'later', type,"
                                + " 'V99__later.sql', 1, installed_by, installed_on, 1, 1 from"
                                + " flyway_schema_history where version = '1'"));
        for (var attempt : List.<Runnable>of(database::requireCurrent, database::migrate)) {
            assertThatExceptionOfType(OtherVersionException.class)
                    .isThrownBy(attempt::run)
                    .withMessageContaining("of version 99, newer than this program");
        }
    }

    @Test
    void everyMigrationIsKnownAndHasItsDump() throws Exception {
        for (var dialect : List.of("sqlite", "postgresql", "mysql")) {
            assertThat(newest("/db/migration/" + dialect, "V")).isEqualTo(Migration.NEWEST);
        }
        assertThat(newest("/databases", "sqlite-v")).isEqualTo(Migration.NEWEST);
    }

    private static int number(String text) {
        return Integer.parseInt(text.replaceAll("\\D.*", ""));
    }

    private static int newest(String resources, String prefix) throws Exception {
        var place = Objects.requireNonNull(OlderDatabasesTest.class.getResource(resources));
        try (Stream<Path> files = Files.list(Path.of(place.toURI()))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith(prefix))
                    .mapToInt(name -> number(name.substring(prefix.length())))
                    .max()
                    .orElseThrow();
        }
    }
}
