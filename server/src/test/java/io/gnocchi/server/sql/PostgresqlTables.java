package io.gnocchi.server.sql;

import java.io.IOException;
import java.sql.SQLException;

/// A migrated PostgreSQL database that tests use one after the other, each finding it empty.
final class PostgresqlTables implements AutoCloseable {
    private final PostgresqlServer server;
    private final Database database;
    private final String url;

    private PostgresqlTables(PostgresqlServer server, String url) {
        this.server = server;
        this.url = url;
        this.database = Database.open(url, PostgresqlServer.USER, null);
    }

    static PostgresqlTables create() throws IOException, SQLException {
        var server = PostgresqlServer.start();
        var tables = new PostgresqlTables(server, server.emptyDatabase());
        tables.database.migrate();
        return tables;
    }

    String url() {
        return url;
    }

    /// The database as it was after its migration.
    Database emptied() {
        database.write(sql -> {
            sql.execute(
                    "TRUNCATE manifest_head, batch, sack, worker, segment, condemned, set_aside,"
                        + " former_sack, taken, archive_policy, resource RESTART IDENTITY CASCADE");
            sql.execute(
                    "UPDATE duty SET owner = NULL, held_until = 0, done_at = 0, steady_since = 0");
            var types = sql.fetchValues("SELECT number FROM resource_type WHERE number > 0");
            types.forEach(
                    number -> sql.execute("DROP TABLE rt_" + number + "_history, rt_" + number));
            return sql.execute("DELETE FROM resource_type WHERE number > 0");
        });
        return database;
    }

    @Override
    public void close() throws IOException {
        database.close();
        server.close();
    }
}
