package io.gnocchi.server.sql;

import java.io.IOException;
import java.sql.SQLException;

/// A migrated PostgreSQL database that tests use one after the other, each finding it empty.
final class PostgresqlTables implements AutoCloseable {
    private final PostgresqlServer server;
    private final Database database;

    private PostgresqlTables(PostgresqlServer server, Database database) {
        this.server = server;
        this.database = database;
    }

    static PostgresqlTables create() throws IOException, SQLException {
        var server = PostgresqlServer.start();
        var database = Database.open(server.emptyDatabase(), PostgresqlServer.USER, null);
        database.migrate();
        return new PostgresqlTables(server, database);
    }

    /// The database as it was after its migration.
    Database emptied() {
        database.write(sql ->
                sql.execute(
                        "TRUNCATE manifest_head, batch, sack, worker, segment, condemned,"
                                + " set_aside, archive_policy, resource CASCADE"));
        return database;
    }

    @Override
    public void close() throws IOException {
        database.close();
        server.close();
    }
}
