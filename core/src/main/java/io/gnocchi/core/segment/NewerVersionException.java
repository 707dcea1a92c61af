package io.gnocchi.core.segment;

import java.io.Serial;

/// A block that is whole, and of a version this program does not know.
final class NewerVersionException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    NewerVersionException(String message) {
        super(message);
    }
}
