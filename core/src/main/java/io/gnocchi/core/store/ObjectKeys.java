package io.gnocchi.core.store;

/// The grammar of keys, the same for every store: `/`-separated words of `[A-Za-z0-9._-]`.
///
/// A word is neither `.` nor `..` and has at most 200 characters, a key at most 512: what every
/// file system and every object store can hold.
public final class ObjectKeys {
    private static final int LONGEST_KEY = 512;
    private static final int LONGEST_WORD = 200;

    private ObjectKeys() {}

    /// The key itself.
    ///
    /// @throws IllegalArgumentException when it is not a key
    public static String check(String key) {
        if (key.length() > LONGEST_KEY) {
            throw new IllegalArgumentException("a key has at most " + LONGEST_KEY + " characters");
        }
        int start = 0;
        for (int end = key.indexOf('/'); end >= 0; end = key.indexOf('/', start)) {
            checkWord(key, start, end);
            start = end + 1;
        }
        checkWord(key, start, key.length());
        return key;
    }

    /// The prefix itself: the beginning of some key, perhaps empty.
    ///
    /// @throws IllegalArgumentException when no key starts so
    public static String checkPrefix(String prefix) {
        check(prefix + "x");
        return prefix;
    }

    private static void checkWord(String key, int start, int end) {
        int length = end - start;
        if (length == 0 || length > LONGEST_WORD) {
            throw new IllegalArgumentException("a word of " + length + " characters in key " + key);
        }
        boolean onlyDots = true;
        for (int i = start; i < end; i++) {
            if (!allowed(key.charAt(i))) {
                throw new IllegalArgumentException("character " + i + " of key " + key);
            }
            onlyDots &= key.charAt(i) == '.';
        }
        if (onlyDots && length <= 2) {
            throw new IllegalArgumentException("a word of dots in key " + key);
        }
    }

    private static boolean allowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || (c >= 'A' && c <= 'Z')
                || c == '.'
                || c == '_'
                || c == '-';
    }
}
