package io.gnocchi.client.arguments;

/// The words of a command line do not fit what the command takes.
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// The sentence stands after `error: `.
    public UsageException(String message) {
        super(message);
    }
}
