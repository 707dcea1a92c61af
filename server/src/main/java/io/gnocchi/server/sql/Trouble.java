package io.gnocchi.server.sql;

import io.gnocchi.core.model.UnavailableException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/// What the failure of a statement means.
enum Trouble {
    /// Another transaction came between: the same call may succeed now, or be refused for a reason.
    LOST_RACE,
    /// The database cannot do it now.
    OUTSIDE,
    /// A mistake of ours.
    OURS;

    private static final Set<String> DEADLOCK_OR_SERIALIZATION = Set.of("40001", "40P01");
    private static final Set<String> CONSTRAINT = Set.of("23000", "23001", "23503", "23505");

    /// A table or column another transaction has just dropped: resource types have their own.
    private static final Set<String> GONE = Set.of("42P01", "42703", "42S02", "42S22");

    /// Connection, resources, intervention, system, rollback, read-only stand-by.
    private static final Set<String> OUTSIDE_CLASSES = Set.of("08", "53", "57", "58", "40", "25");

    /// A row has changed since it was read, or a table since the snapshot.
    private static final Set<Integer> MYSQL_LOST_RACE = Set.of(1020, 1412);

    private static final int SQLITE_UNIQUE = 2067;
    private static final int SQLITE_PRIMARY_KEY = 1555;
    private static final int SQLITE_FOREIGN_KEY = 787;

    /// Primary result codes: busy, locked, out of memory, read-only, interrupted, I/O, corrupt,
    /// full, cannot open, locking protocol, not a database.
    private static final Set<Integer> SQLITE_OUTSIDE =
            Set.of(5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 26);

    static Trouble of(Throwable failure) {
        if (failure instanceof LostRaceException) {
            return LOST_RACE;
        }
        var cause = sqlException(failure);
        return switch (cause) {
            case null -> OURS;
            case SQLiteException sqlite -> ofSqlite(sqlite.getResultCode().code);
            case SQLTransactionRollbackException _ -> LOST_RACE;
            case SQLTransientException _, SQLRecoverableException _ -> OUTSIDE;
            default ->
                    MYSQL_LOST_RACE.contains(cause.getErrorCode())
                            ? LOST_RACE
                            : ofState(cause.getSQLState());
        };
    }

    private static @Nullable SQLException sqlException(@Nullable Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException found) {
                return found;
            }
        }
        return null;
    }

    private static Trouble ofSqlite(int code) {
        return switch (code) {
            case SQLITE_UNIQUE, SQLITE_PRIMARY_KEY, SQLITE_FOREIGN_KEY -> LOST_RACE;
            default -> SQLITE_OUTSIDE.contains(code & 0xff) ? OUTSIDE : OURS;
        };
    }

    private static Trouble ofState(@Nullable String state) {
        if (state == null || state.length() != 5) {
            return OURS;
        }
        if (DEADLOCK_OR_SERIALIZATION.contains(state)
                || CONSTRAINT.contains(state)
                || GONE.contains(state)) {
            return LOST_RACE;
        }
        return OUTSIDE_CLASSES.contains(state.substring(0, 2)) ? OUTSIDE : OURS;
    }

    /// What the caller of a door is told.
    RuntimeException tell(Throwable failure) {
        return switch (this) {
            case OUTSIDE -> new UnavailableException("the database cannot answer now", failure);
            case LOST_RACE, OURS -> new IllegalStateException("the database refuses", failure);
        };
    }
}
