package io.gnocchi.server.wire;

import java.io.Serial;

/// Operations written as a string that are no list.
public final class UnparsableOperationsException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    private final String detail;

    public UnparsableOperationsException(String detail) {
        super(detail, null, false, false);
        this.detail = detail;
    }

    /// For the caller to read.
    public String detail() {
        return detail;
    }
}
