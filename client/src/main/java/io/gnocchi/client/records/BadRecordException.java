package io.gnocchi.client.records;

/// A record makes no sense. The records behind it can still be read.
public final class BadRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long line;
    private final String text;

    BadRecordException(long line, String text, String why) {
        super("line " + line + ": " + why);
        this.line = line;
        this.text = text;
    }

    /// Where it begins, counted from 1.
    public long line() {
        return line;
    }

    /// The record as it stands in the file.
    public String text() {
        return text;
    }
}
