package io.gnocchi.server.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;

/// A real PostgreSQL on loopback, with as many databases as asked for.
final class PostgresqlServer implements AutoCloseable {
    static final String USER = "postgres";

    private final EmbeddedPostgres server;
    private int databases;

    private PostgresqlServer(EmbeddedPostgres server) {
        this.server = server;
    }

    static PostgresqlServer start() throws IOException {
        // The machine does not lose its power during a test.
        return new PostgresqlServer(
                EmbeddedPostgres.builder().setServerConfig("fsync", "off").start());
    }

    /// The JDBC URL of a new and empty database.
    String emptyDatabase() throws SQLException {
        databases++;
        var name = "test" + databases;
        execute("CREATE DATABASE " + name);
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name;
    }

    /// Lets nobody in any more, and throws out whoever is in.
    void shut(String url) throws SQLException {
        execute("ALTER DATABASE " + name(url) + " ALLOW_CONNECTIONS false");
        execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                        + name(url)
                        + "'");
    }

    /// Lets callers in again.
    void admit(String url) throws SQLException {
        execute("ALTER DATABASE " + name(url) + " ALLOW_CONNECTIONS true");
    }

    private static String name(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private void execute(String statement) throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
