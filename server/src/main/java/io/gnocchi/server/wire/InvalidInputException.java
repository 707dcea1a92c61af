package io.gnocchi.server.wire;

import java.io.Serial;
import java.util.List;

/// A body is JSON but not what was asked for.
public final class InvalidInputException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    private final String reason;
    private final transient List<String> path;

    public InvalidInputException(String reason, List<String> path) {
        super(reason, null, false, false);
        this.reason = reason;
        this.path = List.copyOf(path);
    }

    /// For the caller to read.
    public String reason() {
        return reason;
    }

    /// Keys and positions that lead to the faulty value, empty at the root.
    public List<String> path() {
        return path;
    }
}
