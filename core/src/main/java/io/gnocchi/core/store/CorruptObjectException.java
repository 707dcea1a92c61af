package io.gnocchi.core.store;

import java.io.Serial;

/// An object's bytes are not what was written: truncated, a wrong checksum, a wrong shape.
public final class CorruptObjectException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    public CorruptObjectException(String message) {
        super(message);
    }
}
