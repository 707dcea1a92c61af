package io.gnocchi.server.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Fills in a statement, executes it and reads what it answers.
interface Prepared<T> {
    T run(PreparedStatement statement) throws SQLException;

    /// Prepares and runs a statement. Drivers of servers remember what they have prepared.
    static <T> T run(Connection connection, String text, Prepared<T> work) throws SQLException {
        try (var statement = connection.prepareStatement(text)) {
            return work.run(statement);
        }
    }
}
