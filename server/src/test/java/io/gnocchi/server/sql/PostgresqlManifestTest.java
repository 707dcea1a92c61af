package io.gnocchi.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.manifest.BatchSection;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.ManifestContract;
import io.gnocchi.core.manifest.NewBatch;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.UnavailableException;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresqlManifestTest extends ManifestContract {
    private static final Sacks SACKS = new Sacks(4);

    @AutoClose private static PostgresqlTables tables;

    @BeforeAll
    static void createTables() throws IOException, SQLException {
        tables = PostgresqlTables.create();
    }

    @Override
    protected Manifest create(Sacks sacks) {
        return OpenDatabases.manifest(tables.emptied(), sacks);
    }

    /// What is condemned by whoever holds the head is not appended by those who wait for it.
    @Test
    void appendsSeeWhatWasCondemnedWhileTheyWaited() throws Exception {
        var manifest = create(SACKS);
        try (var other = DriverManager.getConnection(tables.url(), PostgresqlServer.USER, null);
                var statement = other.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            other.setAutoCommit(false);
            statement.execute("select 1 from manifest_head for update");
            statement.execute("insert into condemned (object_key, condemned_at) values ('b/1', 0)");
            var append = threads.submit(() -> manifest.append(batch("b/1")));
            awaitOneThatWaitsForALock(statement);
            other.commit();

            assertThatThrownBy(append::get)
                    .hasCauseInstanceOf(UnavailableException.class)
                    .hasMessageContaining("condemned before it was appended: b/1");
        }
        assertThat(manifest.head()).isZero();
        assertThat(manifest.append(batch("b/2")).ordinal()).isEqualTo(1);
    }

    private static NewBatch batch(String key) {
        return new NewBatch(key, 100, SACKS, List.of(new BatchSection(0, 0, 10, 1, 1)));
    }

    private static void awaitOneThatWaitsForALock(Statement statement) throws Exception {
        var deadline = Instant.now().plusSeconds(30);
        while (true) {
            try (var waiting =
                    statement.executeQuery("select count(*) from pg_locks where not granted")) {
                waiting.next();
                if (waiting.getInt(1) > 0) {
                    return;
                }
            }
            assertThat(Instant.now()).isBefore(deadline);
            Thread.sleep(10);
        }
    }
}
