package io.gnocchi.server.api;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Percent-encoded UTF-8, as in paths and queries.
final class PercentCoding {
    private static final String UNRESERVED =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private PercentCoding() {}

    /// A text as one path segment or one part of a query.
    static String encode(String text) {
        var encoded = new StringBuilder(text.length() + 16);
        for (var b : text.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf((char) b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%');
                HexFormat.of().withUpperCase().toHexDigits(encoded, b);
            }
        }
        return encoded.toString();
    }

    /// @param plusIsSpace as in queries
    /// @throws Problem 400 when it is not percent-encoded UTF-8
    static String decode(String encoded, boolean plusIsSpace) {
        var bytes = new ByteArrayOutputStream(encoded.length());
        var raw = encoded.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%') {
                bytes.write(octet(raw, i));
                i += 2;
            } else {
                bytes.write(plusIsSpace && raw[i] == '+' ? ' ' : raw[i]);
            }
        }
        return text(bytes.toByteArray());
    }

    private static int octet(byte[] raw, int percent) {
        if (percent + 2 >= raw.length
                || !HexFormat.isHexDigit(raw[percent + 1])
                || !HexFormat.isHexDigit(raw[percent + 2])) {
            throw Problem.of(400, "Invalid percent-encoding in the URL");
        }
        return HexFormat.fromHexDigit(raw[percent + 1]) << 4
                | HexFormat.fromHexDigit(raw[percent + 2]);
    }

    private static String text(byte[] utf8) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
            if (text.indexOf('\0') >= 0) {
                throw Problem.of(400, "NUL character in the URL");
            }
            return text;
        } catch (CharacterCodingException _) {
            throw Problem.of(400, "The URL is not UTF-8");
        }
    }
}
