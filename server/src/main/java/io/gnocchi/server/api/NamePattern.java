package io.gnocchi.server.api;

/// A glob over whole names: `*`, `?`, `[seq]`, `[!seq]`, case-sensitive.
///
/// Matching takes at most the product of both lengths, whatever the pattern.
record NamePattern(String pattern) {

    boolean matches(String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            int step = p < pattern.length() ? width(p) : 0;
            if (step > 0 && pattern.charAt(p) == '*') {
                star = p++;
                resume = n;
            } else if (step > 0 && matchesOne(p, step, name.charAt(n))) {
                p += step;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /// How many characters of the pattern stand for one of the name; a bracket without end is
    /// plain.
    private int width(int at) {
        if (pattern.charAt(at) != '[') {
            return 1;
        }
        int first = at + 1;
        if (first < pattern.length() && pattern.charAt(first) == '!') {
            first++;
        }
        int end = pattern.indexOf(']', first + 1);
        return end < 0 ? 1 : end - at + 1;
    }

    private boolean matchesOne(int at, int width, char c) {
        char p = pattern.charAt(at);
        if (width == 1) {
            return p == '?' || p == c;
        }
        boolean negated = pattern.charAt(at + 1) == '!';
        return inSet(at + (negated ? 2 : 1), at + width - 1, c) != negated;
    }

    private boolean inSet(int from, int to, char c) {
        for (int i = from; i < to; i++) {
            boolean isRange = i + 2 < to && pattern.charAt(i + 1) == '-';
            if (isRange && pattern.charAt(i) <= c && c <= pattern.charAt(i + 2)) {
                return true;
            }
            if (!isRange && pattern.charAt(i) == c) {
                return true;
            }
            i += isRange ? 2 : 0;
        }
        return false;
    }
}
