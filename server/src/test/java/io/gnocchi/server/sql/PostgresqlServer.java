package io.gnocchi.server.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;

/// A real PostgreSQL on loopback, with as many empty databases as asked for.
final class PostgresqlServer implements AutoCloseable {
    private final EmbeddedPostgres server;
    private int databases;

    private PostgresqlServer(EmbeddedPostgres server) {
        this.server = server;
    }

    static PostgresqlServer start() throws IOException {
        return new PostgresqlServer(EmbeddedPostgres.builder().start());
    }

    /// The JDBC URL of a new database, for the user `postgres`.
    String newDatabase() throws SQLException {
        databases++;
        var name = "test" + databases;
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name;
    }

    /// Stops the server as a machine that dies would.
    @Override
    public void close() throws IOException {
        server.close();
    }
}
