package io.gnocchi.server.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Fills in a statement, executes it and reads what it answers.
interface Prepared<T> {
    T run(PreparedStatement statement) throws SQLException;

    /// Runs it on a connection, whose driver keeps what it has prepared.
    default T on(Connection connection, String text) throws SQLException {
        try (var statement = connection.prepareStatement(text)) {
            return run(statement);
        }
    }
}
