package io.gnocchi.core.segment;

import java.io.Serial;

/// A metric has more raw points than may be held in memory at a time.
public final class TooManyPointsException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    TooManyPointsException(String message) {
        super(message);
    }
}
