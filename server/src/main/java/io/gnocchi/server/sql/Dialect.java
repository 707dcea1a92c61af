package io.gnocchi.server.sql;

import com.zaxxer.hikari.HikariConfig;
import java.util.Collection;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.SelectForUpdateStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// The databases we speak to, and everything in which they differ for us.
enum Dialect {
    SQLITE("jdbc:sqlite:", SQLDialect.SQLITE),
    POSTGRESQL("jdbc:postgresql:", SQLDialect.POSTGRES);

    private static final int BUSY_TIMEOUT_MILLIS = 10_000;
    private static final int READERS = 12;
    private static final int POSTGRESQL_WRITERS = 8;

    private final String urlPrefix;
    private final SQLDialect grammar;

    Dialect(String urlPrefix, SQLDialect grammar) {
        this.urlPrefix = urlPrefix;
        this.grammar = grammar;
    }

    /// The dialect of a JDBC URL.
    ///
    /// @throws IllegalArgumentException when we do not speak it
    static Dialect of(String url) {
        for (var dialect : values()) {
            if (url.startsWith(dialect.urlPrefix)) {
                return dialect;
            }
        }
        throw new IllegalArgumentException("no database of ours: " + url.replaceAll("\\?.*", ""));
    }

    SQLDialect grammar() {
        return grammar;
    }

    String urlPrefix() {
        return urlPrefix;
    }

    /// Where the migrations stand on the class path.
    String migrations() {
        return switch (this) {
            case SQLITE -> "classpath:db/migration/sqlite";
            case POSTGRESQL -> "classpath:db/migration/postgresql";
        };
    }

    /// Connections whose transactions see one moment and change nothing.
    HikariConfig readers(String url, @Nullable String user, @Nullable String password) {
        return switch (this) {
            case SQLITE -> {
                var config = sqlite(url, SQLiteConfig.TransactionMode.DEFERRED);
                config.setConnectionInitSql("PRAGMA query_only = true");
                config.setMaximumPoolSize(READERS);
                yield config;
            }
            case POSTGRESQL -> {
                var config = postgresql(url, user, password);
                config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
                config.setReadOnly(true);
                config.setMaximumPoolSize(READERS);
                yield config;
            }
        };
    }

    /// Connections for transactions that change something.
    ///
    /// On SQLite there is one, for the file has one writer: callers of this process queue up here
    /// instead of polling for the file's lock, which is then asked for at the beginning, where
    /// waiting is still possible.
    HikariConfig writers(String url, @Nullable String user, @Nullable String password) {
        return switch (this) {
            case SQLITE -> {
                var config = sqlite(url, SQLiteConfig.TransactionMode.IMMEDIATE);
                config.setMaximumPoolSize(1);
                yield config;
            }
            case POSTGRESQL -> {
                var config = postgresql(url, user, password);
                config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
                config.setMaximumPoolSize(POSTGRESQL_WRITERS);
                yield config;
            }
        };
    }

    private static HikariConfig sqlite(String url, SQLiteConfig.TransactionMode mode) {
        var pragmas = new SQLiteConfig();
        if (mode == SQLiteConfig.TransactionMode.IMMEDIATE) {
            pragmas.setJournalMode(SQLiteConfig.JournalMode.WAL); // Stays so in the file.
        }
        pragmas.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        pragmas.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        pragmas.enforceForeignKeys(true);
        pragmas.enableCaseSensitiveLike(true);
        pragmas.setTransactionMode(mode);
        var source = new SQLiteDataSource(pragmas);
        source.setUrl(url);
        var config = new HikariConfig();
        config.setDataSource(source);
        return config;
    }

    private static HikariConfig postgresql(
            String url, @Nullable String user, @Nullable String password) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.addDataSourceProperty("ApplicationName", "gnocchi");
        config.addDataSourceProperty("connectTimeout", "10");
        config.addDataSourceProperty("socketTimeout", "60");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        return config;
    }

    /// Locks the rows read to the end of the transaction. On SQLite a writing transaction has
    /// locked the whole file from its beginning.
    <R extends Record> ResultQuery<R> locked(SelectForUpdateStep<R> rows) {
        return switch (this) {
            case SQLITE -> rows;
            case POSTGRESQL -> rows.forUpdate();
        };
    }

    /// Whether an id is one of many; one parameter where the database has arrays.
    Condition isOneOf(Field<UUID> field, Collection<UUID> ids) {
        return switch (this) {
            case SQLITE -> field.in(ids);
            case POSTGRESQL -> field.eq(DSL.any(ids.toArray(UUID[]::new)));
        };
    }

    /// Whether a text is one of many; one parameter where the database has arrays.
    Condition isOneOfTexts(Field<String> field, Collection<String> texts) {
        return switch (this) {
            case SQLITE -> field.in(texts);
            case POSTGRESQL -> field.eq(DSL.any(texts.toArray(String[]::new)));
        };
    }

    /// Whether a text matches a pattern, case mattering.
    Condition isLike(Field<?> field, String pattern, char escape) {
        return field.like(pattern, escape);
    }
}
