package io.gnocchi.server.sql;

import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;

/// A migrated MySQL or MariaDB database that tests use one after the other, each finding it empty.
final class MariadbTables implements AutoCloseable {
    private final MariadbServer server = new MariadbServer();
    private final Database database;
    private final String url;

    MariadbTables() throws SQLException {
        this.url = server.emptyDatabase();
        this.database = Database.open(url, null, null);
        database.migrate();
    }

    String url() {
        return url;
    }

    /// The database as it was after its migration.
    Database emptied() {
        database.write(sql -> {
            sql.execute("SET foreign_key_checks = 0");
            sql.fetchValues(
                            "SELECT table_name FROM information_schema.tables"
                                    + " WHERE table_schema = database()"
                                    + " AND table_name <> 'flyway_schema_history'")
                    .forEach(table -> empty(sql, table.toString()));
            return sql.execute("SET foreign_key_checks = 1");
        });
        return database;
    }

    private static void empty(DSLContext sql, String table) {
        if (table.startsWith("rt_")) {
            sql.execute("DROP TABLE " + table);
        } else if (table.equals("resource_type")) {
            sql.execute("DELETE FROM resource_type WHERE name <> 'generic'");
        } else if (table.equals("resource_history")) {
            sql.execute("TRUNCATE resource_history");
        } else if (table.equals("duty")) {
            sql.execute(
                    "UPDATE duty SET owner = NULL, held_until = 0, done_at = 0, steady_since = 0");
        } else if (!List.of("resource_type_head", "index_state").contains(table)) {
            sql.execute("DELETE FROM " + table);
        }
    }

    @Override
    public void close() throws SQLException {
        database.close();
        server.close();
    }
}
