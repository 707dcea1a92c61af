package io.gnocchi.core.incoming;

import java.io.Serial;

/// The inbox is full: nothing of the request was taken, try again later.
public final class OverloadedException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    public OverloadedException(String message) {
        super(message, null, false, false);
    }
}
