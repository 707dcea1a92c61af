package io.gnocchi.client.records;

/// A file as a whole makes no sense, or is too large for its form.
public final class UnreadableFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableFileException(String message) {
        super(message);
    }
}
