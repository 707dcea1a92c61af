package io.gnocchi.client.commands;

/// A command cannot do what it is told, and says why.
public final class FailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// The sentence is all that the person reads.
    public FailureException(String message) {
        super(message);
    }
}
