package io.gnocchi.core.model;

import java.io.Serial;
import java.util.List;

/// What a caller wrote does not mean anything. The message is for the caller.
public final class MalformedException extends IllegalArgumentException {
    @Serial private static final long serialVersionUID = 1;

    private final transient List<String> path;

    public MalformedException(String message) {
        this(message, List.of());
    }

    /// @param path keys and indices leading to the faulty part of the caller's document
    public MalformedException(String message, List<String> path) {
        super(message);
        this.path = List.copyOf(path);
    }

    /// None: what a caller wrote says all there is to say, and there may be many in one body.
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    public List<String> path() {
        return path;
    }
}
