package io.gnocchi.server.access;

import java.io.Serial;

/// Rules cannot be used as they are written.
public final class PolicyException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    PolicyException(String message) {
        super(message, null, false, false);
    }
}
