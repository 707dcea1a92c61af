package io.gnocchi.server.daemon;

import java.nio.charset.StandardCharsets;

/// The beginning of something received, fit for a line of the log.
final class Excerpt {
    private static final int MAX_LENGTH = 80;

    private Excerpt() {}

    /// What is not printable ASCII becomes a question mark.
    static String of(byte[] bytes, int from, int to) {
        return of(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    }

    /// What is not printable ASCII becomes a question mark.
    static String of(String text) {
        int end = Math.min(text.length(), MAX_LENGTH);
        return text.substring(0, end).replaceAll("[^ -~]", "?")
                + (end < text.length() ? "..." : "");
    }
}
