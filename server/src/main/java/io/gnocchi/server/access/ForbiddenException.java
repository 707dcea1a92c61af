package io.gnocchi.server.access;

import java.io.Serial;

/// A rule does not let the caller pass. Its message is for the caller and may be empty.
public final class ForbiddenException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    private ForbiddenException(String message) {
        super(message, null, false, false);
    }

    static ForbiddenException silent() {
        return new ForbiddenException("");
    }

    /// Nothing of a whole listing is for the caller.
    static ForbiddenException ofListing() {
        return new ForbiddenException("Insufficient privileges");
    }

    /// What to tell the caller.
    public String description() {
        return String.valueOf(getMessage());
    }
}
