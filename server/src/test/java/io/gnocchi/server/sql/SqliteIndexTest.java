package io.gnocchi.server.sql;

import io.gnocchi.core.index.Index;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jooq.ExecuteListener;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;

class SqliteIndexTest extends SqlIndexContract {
    @TempDir Path directory;
    @AutoClose private final OpenDatabases databases = new OpenDatabases();

    @Override
    protected Index create(InstantSource clock) {
        return new SqlIndex(
                databases.migrated("jdbc:sqlite:" + directory.resolve("index.db"), null), clock);
    }

    @Override
    Database create(ExecuteListener listener) {
        return databases.listenedTo("jdbc:sqlite:" + directory.resolve("index.db"), null, listener);
    }
}
