package io.gnocchi.core.model;

import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// UUIDs as users write them: any case, with or without dashes, in braces, after `urn:uuid:`.
public final class UuidText {
    /// Thirty-two digits, dashes, braces and the longest prefix fit with room to spare.
    private static final int MAX_LENGTH = 100;

    private UuidText() {}

    /// The UUID, or null when the text is none.
    public static @Nullable UUID parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        var digits = bare(text);
        if (digits.length() != 32 || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            return null;
        }
        return new UUID(
                Long.parseUnsignedLong(digits, 0, 16, 16),
                Long.parseUnsignedLong(digits, 16, 32, 16));
    }

    private static String bare(String text) {
        var body = withoutPrefix(withoutPrefix(text, "urn:"), "uuid:");
        int start = 0;
        int end = body.length();
        while (start < end && isBrace(body.charAt(start))) {
            start++;
        }
        while (end > start && isBrace(body.charAt(end - 1))) {
            end--;
        }
        return body.substring(start, end).replace("-", "");
    }

    private static String withoutPrefix(String text, String prefix) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    private static boolean isBrace(char character) {
        return character == '{' || character == '}';
    }
}
