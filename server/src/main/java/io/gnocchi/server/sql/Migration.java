package io.gnocchi.server.sql;

import io.gnocchi.core.model.UnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/// Brings a database to the newest tables, one process at a time.
///
/// Flyway takes a lock in the databases that are servers but knows none for SQLite, so there a file
/// beside the database is locked.
final class Migration {
    /// The newest migration there is. A version makes tables that the one before can still use
    /// while it runs; but nobody starts on tables of another version.
    static final int NEWEST = 9;

    private static final Table<Record> HISTORY = DSL.table(DSL.name("flyway_schema_history"));
    private static final Field<String> VERSION = DSL.field(DSL.name("version"), String.class);
    private static final Field<Boolean> SUCCESS = DSL.field(DSL.name("success"), Boolean.class);

    private static final Object ONE_IN_THIS_PROCESS = new Object();

    private Migration() {}

    static void run(Dialect dialect, String url, DataSource source) {
        synchronized (ONE_IN_THIS_PROCESS) {
            switch (dialect) {
                case SQLITE -> alone(lockFile(url), () -> migrate(dialect, source));
                case POSTGRESQL, MYSQL -> migrate(dialect, source);
            }
        }
    }

    /// @throws OtherVersionException when the tables are of another version than this program
    static void requireNewest(DSLContext sql) {
        int found = version(sql);
        if (found > NEWEST) {
            throw OtherVersionException.newer(found, NEWEST);
        }
        if (found < NEWEST) {
            throw OtherVersionException.older(found, NEWEST);
        }
    }

    /// The version of the tables; 0 when there are none.
    static int version(DSLContext sql) {
        return sql.select(VERSION).from(HISTORY).where(VERSION.isNotNull()).fetch(VERSION).stream()
                .mapToInt(Integer::parseInt)
                .max()
                .orElse(0);
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
        if (isDone(dialect, source)) {
            return; // As at nearly every start, of which Flyway would be a tenth.
        }
        try {
            Flyway.configure()
                    .dataSource(source)
                    .locations(dialect.migrations())
                    .failOnMissingLocations(true)
                    .placeholders(Map.of("collation", collation(dialect, source)))
                    .group(dialect.undoesTables())
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw Trouble.of(e).tell(e);
        }
    }

    /// @throws OtherVersionException when the tables are of a newer version
    private static boolean isDone(Dialect dialect, DataSource source) {
        try (var connection = source.getConnection()) {
            if (!hasHistory(connection)) {
                return false;
            }
            var sql = DSL.using(connection, dialect.grammar());
            int found = version(sql);
            if (found > NEWEST) {
                throw OtherVersionException.newer(found, NEWEST);
            }
            return found == NEWEST && !sql.fetchExists(HISTORY, SUCCESS.isFalse());
        } catch (SQLException | DataAccessException e) {
            throw Trouble.of(e).tell(e);
        }
    }

    private static boolean hasHistory(Connection connection) throws SQLException {
        try (var tables =
                connection
                        .getMetaData()
                        .getTables(
                                connection.getCatalog(),
                                connection.getSchema(),
                                HISTORY.getName(),
                                null)) {
            return tables.next();
        }
    }

    /// The collation by code points in which blanks at the end of a text count, as each of the two
    /// servers calls it.
    private static String collation(Dialect dialect, DataSource source) {
        if (dialect != Dialect.MYSQL) {
            return "";
        }
        try (var connection = source.getConnection()) {
            var server = connection.getMetaData().getDatabaseProductName();
            return server.equals("MariaDB") ? "utf8mb4_nopad_bin" : "utf8mb4_0900_bin";
        } catch (SQLException e) {
            throw Trouble.of(e).tell(e);
        }
    }
}
