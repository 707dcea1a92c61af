package io.gnocchi.server.sql;

import io.gnocchi.core.manifest.LayoutChangeContract;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.model.Sacks;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;

class SqliteLayoutChangeTest extends LayoutChangeContract {
    @TempDir Path directory;
    @AutoClose private final OpenDatabases databases = new OpenDatabases();

    @Override
    protected Manifest create(Sacks sacks) {
        return OpenDatabases.manifest(
                databases.migrated("jdbc:sqlite:" + directory.resolve("index.db"), null), sacks);
    }
}
