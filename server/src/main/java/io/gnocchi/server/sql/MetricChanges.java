package io.gnocchi.server.sql;

import io.gnocchi.server.sql.IndexTables.State;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jooq.DSLContext;

/// The count of what has been changed of metrics that were there, in one row. Whoever changes some
/// counts in the same transaction: no reader sees the one without the other.
final class MetricChanges {
    private MetricChanges() {}

    /// The statement that reads the count. Every request puts it.
    static String text(Database database) {
        return database.text(sql -> sql.select(State.METRIC_CHANGES).from(State.TABLE));
    }

    static long count(PreparedStatement statement) throws SQLException {
        try (var row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /// To be called last: the row is locked from here to the commit, and whoever holds it waits for
    /// nobody.
    ///
    /// @param rows how many were changed
    static void note(DSLContext sql, int rows) {
        if (rows > 0) {
            sql.update(State.TABLE)
                    .set(State.METRIC_CHANGES, State.METRIC_CHANGES.plus(1))
                    .execute();
        }
    }
}
