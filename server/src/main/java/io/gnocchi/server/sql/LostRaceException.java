package io.gnocchi.server.sql;

import java.io.Serial;

/// Another transaction came between; the same work done again meets what it left.
final class LostRaceException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    LostRaceException() {
        super("another transaction came between", null, false, false);
    }
}
