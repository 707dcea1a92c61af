package io.gnocchi.server.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.ExecuteListener;
import org.jooq.Query;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// Connections to the database, and the three ways to use it: [#ask], [#read], [#write].
///
/// Trouble with the database leaves here as [io.gnocchi.core.model.UnavailableException], our own
/// mistakes as [IllegalStateException]. Opening connects to nothing yet, so a process can start
/// before its database.
public final class Database implements AutoCloseable {
    private static final int ATTEMPTS = 5;
    private static final long CONNECTION_TIMEOUT_MILLIS = 5_000;
    private static final long IDLE_TIMEOUT_MILLIS = 300_000;
    private static final Settings SETTINGS =
            new Settings()
                    .withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED)
                    .withExecuteLogging(false);

    private final Dialect dialect;
    private final String url;
    private final HikariDataSource readers;
    private final HikariDataSource writers;
    private final Supplier<HikariConfig> migrators;
    private final ExecuteListener[] listeners;

    static {
        // jOOQ greets with a page of text on standard output otherwise.
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    private Database(
            String url,
            @Nullable String user,
            @Nullable String password,
            ExecuteListener... listeners) {
        this.dialect = Dialect.of(url);
        this.url = url;
        this.readers = pool("readers", dialect.readers(url, user, password));
        this.writers = pool("writers", dialect.writers(url, user, password));
        this.migrators = () -> dialect.migrators(url, user, password);
        this.listeners = listeners;
    }

    /// Opens the pools of a database, whose dialect its URL tells.
    ///
    /// @param url `jdbc:sqlite:` and a file, `jdbc:postgresql:`... or `jdbc:mariadb:`...
    /// @param user null when the URL or the database's host knows it
    /// @throws IllegalArgumentException for any other kind of URL
    public static Database open(String url, @Nullable String user, @Nullable String password) {
        return new Database(url, user, password);
    }

    /// Opens a database whose statements are listened to.
    static Database listenedTo(String url, @Nullable String user, ExecuteListener listener) {
        return new Database(url, user, null, listener);
    }

    private static HikariDataSource pool(String name, HikariConfig config) {
        config.setPoolName(name);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        config.setIdleTimeout(IDLE_TIMEOUT_MILLIS);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /// The connections by what they are for: `readers`, `writers`.
    public PoolCounts connections(String use) {
        var pool = use.equals("writers") ? writers : readers;
        var counts = pool.getHikariPoolMXBean();
        return counts == null
                ? new PoolCounts(0, 0, 0, pool.getMaximumPoolSize())
                : new PoolCounts(
                        counts.getActiveConnections(),
                        counts.getIdleConnections(),
                        counts.getThreadsAwaitingConnection(),
                        pool.getMaximumPoolSize());
    }

    /// Brings the tables to where this version wants them. Doing it again changes nothing; several
    /// processes may do it at once.
    ///
    /// @throws OtherVersionException when they are of a newer version already; nothing is changed
    public void migrate() {
        try (var migrating = pool("migrators", migrators.get())) {
            Migration.run(dialect, url, migrating);
        }
    }

    /// @throws OtherVersionException when the tables are of another version than this program
    /// @throws IllegalStateException when there are none
    public void requireCurrent() {
        ask(sql -> {
            Migration.requireNewest(sql);
            return sql;
        });
    }

    Dialect dialect() {
        return dialect;
    }

    /// The text of a statement that is put so often that making it each time would cost more than
    /// the database takes for its answer. Values in it stand for those to come.
    String text(Function<DSLContext, ? extends Query> statement) {
        return statement.apply(DSL.using(dialect.grammar(), SETTINGS)).getSQL();
    }

    /// As [#ask], by a text.
    <T> T askPrepared(String text, Prepared<T> statement) {
        return attempt(
                () -> onConnection(readers, true, sql -> Prepared.run(sql, text, statement)));
    }

    /// As [#write], by a text that is a transaction of its own.
    <T> T writePrepared(String text, Prepared<T> statement) {
        return attempt(
                () -> onConnection(writers, true, sql -> Prepared.run(sql, text, statement)));
    }

    /// As [#write], by texts.
    <T> T writePrepared(Work<T> work) {
        return attempt(() -> onConnection(writers, false, work));
    }

    /// Runs one reading statement.
    <T> T ask(Function<DSLContext, T> statement) {
        return attempt(() -> once(readers, true, statement));
    }

    /// Runs reading statements that all see the same moment.
    <T> T read(Function<DSLContext, T> statements) {
        return attempt(() -> once(readers, false, statements));
    }

    /// Runs a transaction; rolled back when `work` throws. Work that lost a race against another
    /// transaction is run again, so that it meets what the other left: it looks before it leaps,
    /// and a constraint that fails nevertheless is such a race.
    <T> T write(Function<DSLContext, T> work) {
        return attempt(() -> once(writers, false, work));
    }

    private interface Attempt<T> {
        T run() throws SQLException;
    }

    private static <T> T attempt(Attempt<T> work) {
        for (int left = ATTEMPTS - 1; ; left--) {
            try {
                return work.run();
            } catch (SQLException | DataAccessException | LostRaceException e) {
                var trouble = Trouble.of(e);
                if (trouble != Trouble.LOST_RACE || left == 0) {
                    throw trouble.tell(e);
                }
            }
        }
    }

    private <T> T once(HikariDataSource pool, boolean autoCommit, Function<DSLContext, T> work)
            throws SQLException {
        return onConnection(pool, autoCommit, connection -> work.apply(on(connection)));
    }

    /// What is done on a connection.
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private static <T> T onConnection(HikariDataSource pool, boolean autoCommit, Work<T> work)
            throws SQLException {
        try (var connection = pool.getConnection()) {
            if (autoCommit) {
                return work.on(connection);
            }
            connection.setAutoCommit(false);
            return inTransaction(pool, connection, work);
        }
    }

    private static <T> T inTransaction(HikariDataSource pool, Connection connection, Work<T> work)
            throws SQLException {
        try {
            var result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            rollBack(pool, connection, e);
            throw e;
        }
    }

    /// A connection that cannot roll back is not used again: on a full disk SQLite ends the
    /// transaction by itself, and the driver never learns of it.
    private static void rollBack(HikariDataSource pool, Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
            pool.evictConnection(connection);
        }
    }

    private DSLContext on(Connection connection) {
        var sql = DSL.using(connection, dialect.grammar(), SETTINGS);
        sql.configuration().set(listeners);
        return sql;
    }

    @Override
    public void close() {
        readers.close();
        writers.close();
    }
}
