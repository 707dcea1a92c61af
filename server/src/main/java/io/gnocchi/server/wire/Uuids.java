package io.gnocchi.server.wire;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// UUIDs as clients write them: any case, with or without dashes, braces, `urn:uuid:`.
public final class Uuids {
    private static final int DIGITS = 32;

    private Uuids() {}

    /// The UUID, or null when the text is none.
    public static @Nullable UUID parse(String text) {
        var digits =
                text.toLowerCase(Locale.ROOT)
                        .replace("urn:", "")
                        .replace("uuid:", "")
                        .replaceAll("^[{}]+|[{}]+$", "")
                        .replace("-", "");
        if (digits.length() != DIGITS || !digits.chars().allMatch(Uuids::isHex)) {
            return null;
        }
        return new UUID(
                Long.parseUnsignedLong(digits, 0, 16, 16),
                Long.parseUnsignedLong(digits, 16, DIGITS, 16));
    }

    private static boolean isHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
