package io.gnocchi.client.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The parts of an address: names in a path, parameters of a query.
final class Address {
    private static final String UNRESERVED = "-._~";
    private static final String AS_THEY_ARE_IN_A_PATH = UNRESERVED + "!$&'()*+,/:;=@[]";
    private static final String AS_THEY_ARE_IN_A_QUERY = UNRESERVED + "/";

    private Address() {}

    /// A name as part of a path. What is written in percents already stays so, as do slashes: names
    /// that hold them are made by nobody.
    static String name(String name) {
        return encode(name, AS_THEY_ARE_IN_A_PATH, true);
    }

    /// Parameters by name, lists as repetitions; what is null is left out.
    static String query(Map<String, ? extends @Nullable Object> parameters) {
        var parts = new ArrayList<String>();
        new TreeMap<String, @Nullable Object>(parameters)
                .forEach((name, value) -> {
                    for (Object one : value instanceof List<?> many ? many : one(value)) {
                        parts.add(name + "=" + parameter(one));
                    }
                });
        return String.join("&", parts);
    }

    private static List<?> one(@Nullable Object value) {
        return value == null ? List.of() : List.of(value);
    }

    private static String parameter(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        }
        return encode(value.toString(), AS_THEY_ARE_IN_A_QUERY, false);
    }

    private static String encode(String text, String asTheyAre, boolean keepPercents) {
        var encoded = new StringBuilder(text.length() + 16);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            char one = (char) (bytes[i] & 0xff);
            boolean plain =
                    one < 128 && (Character.isLetterOrDigit(one) || asTheyAre.indexOf(one) >= 0);
            if (plain || (keepPercents && isPercent(bytes, i))) {
                encoded.append(one);
            } else {
                encoded.append(String.format("%%%02X", (int) one));
            }
        }
        return encoded.toString();
    }

    private static boolean isPercent(byte[] bytes, int at) {
        return bytes[at] == '%'
                && at + 2 < bytes.length
                && Character.digit(bytes[at + 1], 16) >= 0
                && Character.digit(bytes[at + 2], 16) >= 0;
    }
}
