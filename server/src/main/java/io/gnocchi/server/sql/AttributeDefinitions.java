package io.gnocchi.server.sql;

import io.gnocchi.core.model.Attribute;
import java.util.Optional;
import org.jooq.DSLContext;

/// How the tables of resource types are defined in each database.
record AttributeDefinitions(Dialect dialect) {
    /// Longer texts do not fit an index everywhere.
    private static final int MAX_INDEXED_LENGTH = 600;

    /// The table of the attributes of live resources of one type.
    ///
    /// @param columns each with a comma before it
    String live(DSLContext sql, String name, String columns) {
        return switch (dialect) {
            case SQLITE ->
                    "CREATE TABLE %s (id TEXT PRIMARY KEY REFERENCES resource ON DELETE CASCADE%s) STRICT"
                            .formatted(name, columns);
            case POSTGRESQL ->
                    "CREATE TABLE %s (id uuid PRIMARY KEY REFERENCES resource ON DELETE CASCADE%s)"
                            .formatted(name, columns);
            case MYSQL ->
                    "CREATE TABLE %s (id %s PRIMARY KEY%s, FOREIGN KEY (id) REFERENCES resource (id) ON DELETE CASCADE) %s"
                            .formatted(name, MYSQL_ID, columns, mysqlTexts(sql));
        };
    }

    /// The table of the attributes of revisions that are over.
    ///
    /// @param columns each with a comma before it
    String past(DSLContext sql, String name, String columns) {
        return switch (dialect) {
            case SQLITE ->
                    "CREATE TABLE %s (revision INTEGER PRIMARY KEY REFERENCES resource_history ON DELETE CASCADE%s) STRICT"
                            .formatted(name, columns);
            case POSTGRESQL ->
                    "CREATE TABLE %s (revision bigint PRIMARY KEY REFERENCES resource_history ON DELETE CASCADE%s)"
                            .formatted(name, columns);
            case MYSQL ->
                    "CREATE TABLE %s (revision bigint PRIMARY KEY%s, FOREIGN KEY (revision) REFERENCES resource_history (revision) ON DELETE CASCADE) %s"
                            .formatted(name, columns, mysqlTexts(sql));
        };
    }

    private static final String MYSQL_ID = "char(36) CHARACTER SET ascii COLLATE ascii_bin";

    /// As the tables of the migrations hold theirs.
    private static String mysqlTexts(DSLContext sql) {
        var collation =
                sql.fetchValue(
                        "SELECT table_collation FROM information_schema.tables"
                                + " WHERE table_schema = database() AND table_name = 'resource'");
        return "ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE " + collation;
    }

    String type(Attribute attribute) {
        return switch (dialect) {
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
            case MYSQL ->
                    switch (attribute) {
                        case Attribute.Text _ -> "text";
                        case Attribute.Identifier _ -> MYSQL_ID;
                        case Attribute.Numeric _ -> "double";
                        case Attribute.Flag _ -> "boolean";
                        case Attribute.Moment _ -> "bigint";
                    };
        };
    }

    /// The index by which an attribute is searched; none where it would not help or texts would not
    /// fit.
    Optional<String> index(String table, String column, Attribute attribute) {
        return switch (attribute) {
            case Attribute.Flag _ -> Optional.empty();
            case Attribute.Text text when text.maxLength() > MAX_INDEXED_LENGTH -> Optional.empty();
            case Attribute.Text _ ->
                    Optional.of(index(table, column, dialect == Dialect.MYSQL ? "(255)" : ""));
            case Attribute.Numeric _, Attribute.Identifier _, Attribute.Moment _ ->
                    Optional.of(index(table, column, ""));
        };
    }

    private static String index(String table, String column, String prefix) {
        return "CREATE INDEX %1$s_%2$s ON %1$s (%2$s%3$s)".formatted(table, column, prefix);
    }

    /// Drops that index, where it does not go with its column.
    Optional<String> dropIndex(String table, String column) {
        return switch (dialect) {
            case SQLITE -> Optional.of("DROP INDEX IF EXISTS %s_%s".formatted(table, column));
            case POSTGRESQL, MYSQL -> Optional.empty();
        };
    }
}
