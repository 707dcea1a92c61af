package io.gnocchi.server.sql;

import static java.util.stream.Collectors.joining;

import com.zaxxer.hikari.HikariConfig;
import java.util.Collection;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertSetMoreStep;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.SelectForUpdateStep;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// The databases we speak to, and everything in which they differ for us.
enum Dialect {
    SQLITE("jdbc:sqlite:", SQLDialect.SQLITE),
    POSTGRESQL("jdbc:postgresql:", SQLDialect.POSTGRES),
    /// MySQL and MariaDB, in what they have in common.
    MYSQL("jdbc:mariadb:", SQLDialect.MARIADB);

    private static final int BUSY_TIMEOUT_MILLIS = 10_000;
    private static final int READERS = 12;
    private static final int SERVER_WRITERS = 8;

    /// Strict, so that nothing is cut to fit; and waits that end before the socket gives up.
    private static final String MYSQL_SESSION =
            "sql_mode='STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION',"
                    + "lock_wait_timeout=30,innodb_lock_wait_timeout=30";

    /// Ends a transaction whose client is silent: a process stopped or cut off in the middle of one
    /// would keep its locks, and everybody else waiting, until the network gives it up.
    private static final String POSTGRESQL_PATIENCE =
            "SET idle_in_transaction_session_timeout = '4s'";

    /// MySQL has no such limit: there the comment is one.
    private static final String MYSQL_PATIENCE =
            "SET /*M!100300 SESSION idle_transaction_timeout = 4, */ SESSION lock_wait_timeout ="
                    + " 30";

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
            case MYSQL -> "classpath:db/migration/mysql";
        };
    }

    /// Whether a transaction that fails takes back what it did to tables.
    boolean undoesTables() {
        return this != MYSQL;
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
            case MYSQL -> {
                var config = mysql(url, user, password);
                config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
                config.setConnectionInitSql("SET SESSION TRANSACTION READ ONLY");
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
        var config = migrators(url, user, password);
        switch (this) {
            case SQLITE -> {}
            case POSTGRESQL -> config.setConnectionInitSql(POSTGRESQL_PATIENCE);
            case MYSQL -> config.setConnectionInitSql(MYSQL_PATIENCE);
        }
        return config;
    }

    /// Connections for migrations: one holds a lock, and is silent, while another works.
    HikariConfig migrators(String url, @Nullable String user, @Nullable String password) {
        var config =
                switch (this) {
                    case SQLITE -> sqlite(url, SQLiteConfig.TransactionMode.IMMEDIATE);
                    case POSTGRESQL -> postgresql(url, user, password);
                    case MYSQL -> mysql(url, user, password);
                };
        if (this != SQLITE) {
            config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        }
        config.setMaximumPoolSize(this == SQLITE ? 1 : SERVER_WRITERS);
        return config;
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

    private static HikariConfig mysql(
            String url, @Nullable String user, @Nullable String password) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.addDataSourceProperty("connectTimeout", "10000");
        config.addDataSourceProperty("socketTimeout", "60000");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("sessionVariables", MYSQL_SESSION);
        return config;
    }

    /// Locks the rows read to the end of the transaction. On SQLite a writing transaction has
    /// locked the whole file from its beginning.
    <R extends Record> ResultQuery<R> locked(SelectForUpdateStep<R> rows) {
        return switch (this) {
            case SQLITE -> rows;
            case POSTGRESQL, MYSQL -> rows.forUpdate();
        };
    }

    /// Keeps the rows read as they are to the end of the transaction, and lets others do the same.
    <R extends Record> ResultQuery<R> shared(SelectForUpdateStep<R> rows) {
        return switch (this) {
            case SQLITE -> rows;
            case POSTGRESQL -> rows.forKeyShare();
            case MYSQL -> rows.forShare();
        };
    }

    /// Whether an id is one of many; one parameter where the database has arrays.
    Condition isOneOf(Field<UUID> field, Collection<UUID> ids) {
        return switch (this) {
            case SQLITE -> oneOfJson(field, ids);
            case POSTGRESQL -> field.eq(DSL.any(ids.toArray(UUID[]::new)));
            case MYSQL -> field.in(ids);
        };
    }

    /// Whether a text is one of many; one parameter where the database has arrays.
    Condition isOneOfTexts(Field<String> field, Collection<String> texts) {
        return switch (this) {
            case SQLITE -> oneOfJson(field, texts);
            case POSTGRESQL -> field.eq(DSL.any(texts.toArray(String[]::new)));
            case MYSQL -> field.in(texts);
        };
    }

    /// Whether a number is one of many; one parameter where the database has arrays.
    Condition isOneOfNumbers(Field<Long> field, Collection<Long> numbers) {
        return switch (this) {
            case SQLITE -> oneOfJson(field, numbers);
            case POSTGRESQL -> field.eq(DSL.any(numbers.toArray(Long[]::new)));
            case MYSQL -> field.in(numbers);
        };
    }

    /// Whether a number is one of many; one parameter where the database has arrays.
    Condition isOneOfDoubles(Field<Double> field, Collection<Double> numbers) {
        return switch (this) {
            case SQLITE -> oneOfJson(field, numbers);
            case POSTGRESQL -> field.eq(DSL.any(numbers.toArray(Double[]::new)));
            case MYSQL -> field.in(numbers);
        };
    }

    /// One parameter for any number of values: those of one statement are limited.
    private static Condition oneOfJson(Field<?> field, Collection<?> values) {
        return DSL.condition(
                "({0} in (select value from json_each({1})))",
                field,
                DSL.val(
                        values.stream()
                                .map(value -> value instanceof Number ? value : quoted(value))
                                .map(Object::toString)
                                .collect(joining(",", "[", "]"))));
    }

    private static String quoted(Object value) {
        var json = new StringBuilder("\"");
        value.toString()
                .chars()
                .forEach(character -> {
                    switch (character) {
                        case '"' -> json.append("\\\"");
                        case '\\' -> json.append("\\\\");
                        default -> {
                            if (character < 0x20) {
                                json.append("\\u%04x".formatted(character));
                            } else {
                                json.append((char) character);
                            }
                        }
                    }
                });
        return json.append('"').toString();
    }

    /// Whether a text matches a pattern, case mattering, a backslash escaping. Servers escape so by
    /// themselves, and find the beginning of a pattern in an index only when it is not said again.
    Condition isLike(Field<?> field, String pattern) {
        return switch (this) {
            case SQLITE -> field.like(pattern, '\\');
            case POSTGRESQL, MYSQL -> field.like(pattern);
        };
    }

    /// Whether the database finds its way into an index by `(a, b) > (?, ?)`.
    boolean comparesRows() {
        return switch (this) {
            case SQLITE, POSTGRESQL -> true;
            case MYSQL -> false;
        };
    }

    /// Adds to a number in the only row of a table, and locks the row to the end of the
    /// transaction.
    ///
    /// @return the number after it
    long advance(DSLContext sql, Table<Record> table, Field<Long> number) {
        return switch (this) {
            case SQLITE, POSTGRESQL ->
                    sql.update(table)
                            .set(number, number.plus(1))
                            .returningResult(number)
                            .fetchSingle()
                            .value1();
            case MYSQL -> {
                long next = locked(sql.select(number).from(table)).fetchSingle().value1() + 1;
                sql.update(table).set(number, next).execute();
                yield next;
            }
        };
    }

    /// Inserts a row whose key the database makes.
    ///
    /// @return the key
    long insert(DSLContext sql, InsertSetMoreStep<Record> row, Field<Long> key) {
        return switch (this) {
            case SQLITE, POSTGRESQL -> row.returningResult(key).fetchSingle().value1();
            case MYSQL -> {
                row.execute();
                yield sql.lastID().longValueExact();
            }
        };
    }
}
