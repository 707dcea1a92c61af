package io.gnocchi.core.index;

import java.util.Arrays;

/// An SQL pattern over a whole text, case mattering: `%` is any run of characters, `_` any one, a
/// backslash makes the next character stand for itself.
///
/// Matching never takes more steps than text length times pattern length.
final class LikePattern {
    private static final int RUN = -1;
    private static final int ANY = -2;
    private static final int MAX_LENGTH = 4096;

    private final int[] pieces;

    /// @param pattern whole
    LikePattern(String pattern) {
        this.pieces = compile(pattern);
    }

    /// Whether a database would take the pattern: it does not end within an escape, has no NUL and
    /// a sensible length.
    static boolean isWhole(String pattern) {
        int backslashes = 0;
        while (backslashes < pattern.length()
                && pattern.charAt(pattern.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 0 && pattern.length() <= MAX_LENGTH && pattern.indexOf('\0') < 0;
    }

    private static int[] compile(String pattern) {
        var characters = pattern.codePoints().toArray();
        var pieces = new int[characters.length];
        int count = 0;
        for (int at = 0; at < characters.length; at++) {
            pieces[count++] =
                    switch (characters[at]) {
                        case '%' -> RUN;
                        case '_' -> ANY;
                        case '\\' -> characters[++at];
                        default -> characters[at];
                    };
        }
        return Arrays.copyOf(pieces, count);
    }

    boolean matches(String text) {
        var characters = text.codePoints().toArray();
        int piece = 0;
        int at = 0;
        int afterRun = -1;
        int runEnd = 0;
        while (at < characters.length) {
            if (piece < pieces.length && pieces[piece] == RUN) {
                afterRun = ++piece;
                runEnd = at;
            } else if (piece < pieces.length
                    && (pieces[piece] == ANY || pieces[piece] == characters[at])) {
                piece++;
                at++;
            } else if (afterRun >= 0) {
                // Only the latest run needs to grow: whatever an earlier one could take, it can.
                piece = afterRun;
                at = ++runEnd;
            } else {
                return false;
            }
        }
        while (piece < pieces.length && pieces[piece] == RUN) {
            piece++;
        }
        return piece == pieces.length;
    }
}
