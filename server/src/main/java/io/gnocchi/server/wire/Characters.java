package io.gnocchi.server.wire;

/// Which texts can be kept: those every database can hold and every encoding can carry.
final class Characters {
    private Characters() {}

    /// Gives the text back, or refuses one with a NUL or half a surrogate pair in it.
    static String storable(String text, JsonPath path) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw path.wrong("NUL character not allowed");
            }
            if (Character.isSurrogate(c)) {
                boolean pair =
                        Character.isHighSurrogate(c)
                                && i + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw path.wrong("lone surrogate not allowed");
                }
                i++;
            }
        }
        return text;
    }
}
