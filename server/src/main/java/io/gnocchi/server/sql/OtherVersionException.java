package io.gnocchi.server.sql;

import java.io.Serial;

/// The tables are of another version than this program; the message says what to do.
public final class OtherVersionException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    private OtherVersionException(String message) {
        super(message, null, false, false);
    }

    /// @param found version of the tables
    /// @param known newest version this program knows
    static OtherVersionException newer(int found, int known) {
        return new OtherVersionException(
                "the tables of the index are of version %d, newer than this program, which knows"
                                .formatted(found)
                        + " %d: use a newer gnocchi".formatted(known));
    }

    /// @param found version of the tables
    /// @param wanted version this program works on
    static OtherVersionException older(int found, int wanted) {
        return new OtherVersionException(
                "the tables of the index are of version %d and this program wants %d: run"
                                .formatted(found, wanted)
                        + " gnocchi-upgrade");
    }
}
