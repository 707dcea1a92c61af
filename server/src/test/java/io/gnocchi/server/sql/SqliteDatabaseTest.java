package io.gnocchi.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.UnavailableException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDatabaseTest extends DatabaseContract {
    @TempDir Path directory;

    @Override
    String emptyDatabase() {
        return "jdbc:sqlite:" + directory.resolve("index.db");
    }

    @Override
    Database open(OpenDatabases databases, String url) {
        return databases.open(url, null);
    }

    @Test
    void databaseInAFolderThatIsNotThereIsUnavailable() {
        try (var database =
                Database.open("jdbc:sqlite:" + directory.resolve("no/such/file"), null, null)) {
            assertThatThrownBy(database::migrate).isInstanceOf(UnavailableException.class);
        }
    }

    @Test
    void writesAreSyncedAndForeignKeysChecked() {
        var database = open();
        database.migrate();
        var pragmas = List.of("PRAGMA journal_mode", "PRAGMA synchronous", "PRAGMA foreign_keys");
        var values =
                database.write(sql ->
                        pragmas.stream()
                                .map(pragma -> String.valueOf(sql.fetchValue(pragma)))
                                .toList());
        assertThat(values).containsExactly("wal", "2", "1");
    }

    @Test
    void unknownKindOfDatabaseIsRefused() {
        assertThatThrownBy(() -> Database.open("jdbc:oracle:x?password=secret", null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }
}
