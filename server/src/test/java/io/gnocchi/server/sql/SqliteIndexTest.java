package io.gnocchi.server.sql;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.index.IndexContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;

class SqliteIndexTest extends IndexContract {
    @TempDir Path directory;
    @AutoClose private final OpenDatabases databases = new OpenDatabases();

    @Override
    protected Index create() {
        return new SqlIndex(
                databases.migrated("jdbc:sqlite:" + directory.resolve("index.db"), null));
    }
}
