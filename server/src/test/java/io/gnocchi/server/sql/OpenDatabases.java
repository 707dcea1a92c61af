package io.gnocchi.server.sql;

import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.model.Sacks;
import java.util.ArrayList;
import java.util.List;
import org.jooq.ExecuteListener;
import org.jspecify.annotations.Nullable;

/// The databases a test has opened, to be closed after it.
final class OpenDatabases implements AutoCloseable {
    private final List<Database> opened = new ArrayList<>();

    synchronized Database open(String url, @Nullable String user) {
        var database = Database.open(url, user, null);
        opened.add(database);
        return database;
    }

    synchronized Database listenedTo(String url, @Nullable String user, ExecuteListener listener) {
        var database = Database.listenedTo(url, user, listener);
        opened.add(database);
        database.migrate();
        return database;
    }

    Database migrated(String url, @Nullable String user) {
        var database = open(url, user);
        database.migrate();
        return database;
    }

    static Manifest manifest(Database migrated, Sacks sacks) {
        SqlManifest.initialise(migrated, sacks);
        return SqlManifest.open(migrated);
    }

    @Override
    public void close() {
        opened.forEach(Database::close);
    }
}
