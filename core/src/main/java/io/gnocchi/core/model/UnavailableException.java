package io.gnocchi.core.model;

import java.io.Serial;

/// Trouble outside: a disk, a database, an object store did not do as asked, and may do so later.
/// The effect of the failed call is unknown unless its door says otherwise.
public final class UnavailableException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    public UnavailableException(String message) {
        super(message);
    }

    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
