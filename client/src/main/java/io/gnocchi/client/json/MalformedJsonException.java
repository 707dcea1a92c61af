package io.gnocchi.client.json;

import org.jspecify.annotations.Nullable;

/// A text is no JSON, or not the JSON that was expected.
public final class MalformedJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedJsonException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
