package io.gnocchi.server.sql;

import io.gnocchi.core.model.UnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Brings a database to the newest tables, one process at a time.
///
/// Flyway takes a lock in PostgreSQL but knows none for SQLite, so there a file beside the database
/// is locked.
final class Migration {
    private static final Object ONE_IN_THIS_PROCESS = new Object();

    private Migration() {}

    static void run(Dialect dialect, String url, DataSource source) {
        synchronized (ONE_IN_THIS_PROCESS) {
            switch (dialect) {
                case SQLITE -> alone(lockFile(url), () -> migrate(dialect, source));
                case POSTGRESQL -> migrate(dialect, source);
            }
        }
    }

    private static Path lockFile(String url) {
        var file = url.substring(Dialect.SQLITE.urlPrefix().length()).replaceAll("\\?.*", "");
        return Path.of(file + ".lock");
    }

    private static void alone(Path lockFile, Runnable migration) {
        try (var channel =
                        FileChannel.open(
                                lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            assert lock.isValid();
            migration.run();
        } catch (IOException e) {
            throw new UnavailableException("cannot lock " + lockFile, e);
        }
    }

    private static void migrate(Dialect dialect, DataSource source) {
        try {
            Flyway.configure()
                    .dataSource(source)
                    .locations(dialect.migrations())
                    .failOnMissingLocations(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw Trouble.of(e).tell(e);
        }
    }
}
