package io.gnocchi.server.wire;

import java.io.Serial;

/// A body is not JSON, or JSON beyond the limits.
public final class UndecodableBodyException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    private final String reason;

    public UndecodableBodyException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    /// For the caller to read.
    public String reason() {
        return reason;
    }
}
