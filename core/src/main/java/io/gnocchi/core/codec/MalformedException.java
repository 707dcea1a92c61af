package io.gnocchi.core.codec;

import java.io.Serial;

/// Bytes that no writer of ours can have written.
public final class MalformedException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    public MalformedException(String message) {
        super(message);
    }
}
