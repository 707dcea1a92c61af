package io.gnocchi.server.sql;

import static java.util.stream.Collectors.joining;

import com.zaxxer.hikari.HikariConfig;
import io.gnocchi.core.model.Attribute;
import java.util.Collection;
import java.util.Optional;
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
    private static final int MAX_INDEXED_LENGTH = 600;
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

    /// Keeps the rows read as they are to the end of the transaction, and lets others do the same.
    <R extends Record> ResultQuery<R> shared(SelectForUpdateStep<R> rows) {
        return switch (this) {
            case SQLITE -> rows;
            case POSTGRESQL -> rows.forKeyShare();
        };
    }

    /// Whether an id is one of many; one parameter where the database has arrays.
    Condition isOneOf(Field<UUID> field, Collection<UUID> ids) {
        return switch (this) {
            case SQLITE -> oneOfJson(field, ids);
            case POSTGRESQL -> field.eq(DSL.any(ids.toArray(UUID[]::new)));
        };
    }

    /// Whether a text is one of many; one parameter where the database has arrays.
    Condition isOneOfTexts(Field<String> field, Collection<String> texts) {
        return switch (this) {
            case SQLITE -> oneOfJson(field, texts);
            case POSTGRESQL -> field.eq(DSL.any(texts.toArray(String[]::new)));
        };
    }

    /// Whether a number is one of many; one parameter where the database has arrays.
    Condition isOneOfNumbers(Field<Long> field, Collection<Long> numbers) {
        return switch (this) {
            case SQLITE -> oneOfJson(field, numbers);
            case POSTGRESQL -> field.eq(DSL.any(numbers.toArray(Long[]::new)));
        };
    }

    /// Whether a number is one of many; one parameter where the database has arrays.
    Condition isOneOfDoubles(Field<Double> field, Collection<Double> numbers) {
        return switch (this) {
            case SQLITE -> oneOfJson(field, numbers);
            case POSTGRESQL -> field.eq(DSL.any(numbers.toArray(Double[]::new)));
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

    /// Whether a text matches a pattern, case mattering.
    Condition isLike(Field<?> field, String pattern, char escape) {
        return field.like(pattern, escape);
    }

    /// Whether the database finds its way into an index by `(a, b) > (?, ?)`.
    boolean comparesRows() {
        return switch (this) {
            case SQLITE, POSTGRESQL -> true;
        };
    }

    /// Makes the table of the attributes of live resources of one type.
    ///
    /// @param columns each with a comma before it
    String attributeTable(String name, String columns) {
        return switch (this) {
            case SQLITE ->
                    "CREATE TABLE %s (id TEXT PRIMARY KEY REFERENCES resource ON DELETE CASCADE%s) STRICT"
                            .formatted(name, columns);
            case POSTGRESQL ->
                    "CREATE TABLE %s (id uuid PRIMARY KEY REFERENCES resource ON DELETE CASCADE%s)"
                            .formatted(name, columns);
        };
    }

    /// Makes the table of the attributes of revisions that are over.
    ///
    /// @param columns each with a comma before it
    String attributeHistory(String name, String columns) {
        return switch (this) {
            case SQLITE ->
                    "CREATE TABLE %s (revision INTEGER PRIMARY KEY REFERENCES resource_history ON DELETE CASCADE%s) STRICT"
                            .formatted(name, columns);
            case POSTGRESQL ->
                    "CREATE TABLE %s (revision bigint PRIMARY KEY REFERENCES resource_history ON DELETE CASCADE%s)"
                            .formatted(name, columns);
        };
    }

    String columnType(Attribute attribute) {
        return switch (this) {
            case SQLITE ->
                    switch (attribute) {
                        case Attribute.Text _, Attribute.Identifier _ -> "TEXT";
                        case Attribute.Numeric _ -> "REAL";
                        case Attribute.Flag _, Attribute.Moment _ -> "INTEGER";
                    };
            case POSTGRESQL ->
                    switch (attribute) {
                        case Attribute.Text _ -> "text COLLATE \"C\"";
                        case Attribute.Identifier _ -> "uuid";
                        case Attribute.Numeric _ -> "double precision";
                        case Attribute.Flag _ -> "boolean";
                        case Attribute.Moment _ -> "bigint";
                    };
        };
    }

    /// Makes the index by which an attribute is searched; none where it would not help or texts
    /// would not fit.
    Optional<String> attributeIndex(String table, String column, Attribute attribute) {
        boolean helps =
                switch (attribute) {
                    case Attribute.Flag _ -> false;
                    case Attribute.Text text -> text.maxLength() <= MAX_INDEXED_LENGTH;
                    case Attribute.Numeric _, Attribute.Identifier _, Attribute.Moment _ -> true;
                };
        return helps
                ? Optional.of("CREATE INDEX %1$s_%2$s ON %1$s (%2$s)".formatted(table, column))
                : Optional.empty();
    }

    /// Drops that index, where it does not go with its column.
    Optional<String> dropAttributeIndex(String table, String column) {
        return switch (this) {
            case SQLITE -> Optional.of("DROP INDEX IF EXISTS %s_%s".formatted(table, column));
            case POSTGRESQL -> Optional.empty();
        };
    }
}
