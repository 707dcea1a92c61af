package io.gnocchi.client.access;

import org.jspecify.annotations.Nullable;

/// The identity service refuses, or its catalogue does not know the wanted service.
public final class IdentityException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String said;

    IdentityException(int status, @Nullable String said, String message) {
        super(message);
        this.status = status;
        this.said = said;
    }

    /// The status of Keystone's answer, 0 when it was not refused by Keystone.
    public int status() {
        return status;
    }

    /// What Keystone said, in its words.
    public @Nullable String said() {
        return said;
    }
}
