package io.gnocchi.server.sql;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A MySQL or MariaDB that somebody has started, with as many databases as asked for; they go when
/// the tests have ended.
final class MariadbServer implements AutoCloseable {
    /// Holds a JDBC URL without a database, of a user who may create some.
    static final String VARIABLE = "GNOCCHI_TEST_MYSQL_URL";

    private final List<String> databases = new ArrayList<>();

    /// The JDBC URL of a new and empty database.
    String emptyDatabase() throws SQLException {
        var name = "test_" + ProcessHandle.current().pid() + "_" + System.nanoTime();
        execute("CREATE DATABASE " + name);
        databases.add(name);
        return server().replaceFirst("(jdbc:mariadb://[^/]+/)", "$1" + name);
    }

    private static String server() {
        return Objects.requireNonNull(System.getenv(VARIABLE));
    }

    private static void execute(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(server());
                var run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    @Override
    public void close() throws SQLException {
        for (var name : databases) {
            execute("DROP DATABASE " + name);
        }
    }
}
