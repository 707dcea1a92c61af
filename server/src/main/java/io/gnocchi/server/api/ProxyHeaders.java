package io.gnocchi.server.api;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What proxies in between say about how the client reached the first of them: `Forwarded` (RFC
/// 7239), else `X-Forwarded-Proto`, `-Host` and `-For`; and `X-Forwarded-Prefix`. What is not of
/// its form is not believed.
///
/// @param prefix of all paths, empty or as `/gnocchi`
record ProxyHeaders(
        @Nullable String scheme,
        @Nullable String authority,
        @Nullable String client,
        String prefix) {
    private static final Pattern AUTHORITY =
            Pattern.compile("[\\w.-]+(:\\d{1,5})?|\\[[\\da-fA-F:.]+](:\\d{1,5})?");
    private static final Pattern CLIENT = Pattern.compile("[\\w.:\\[\\]-]{1,255}");
    private static final Pattern PREFIX = Pattern.compile("(/[\\w.~%-]+)+");

    static ProxyHeaders read(UnaryOperator<@Nullable String> headers) {
        var forwarded = headers.apply("Forwarded");
        return forwarded == null ? ofMany(headers) : ofOne(elements(forwarded), headers);
    }

    private static ProxyHeaders ofOne(
            Map<String, String> first, UnaryOperator<@Nullable String> headers) {
        return new ProxyHeaders(
                scheme(first.get("proto")),
                matching(AUTHORITY, first.get("host")),
                matching(CLIENT, first.get("for")),
                prefix(headers));
    }

    private static ProxyHeaders ofMany(UnaryOperator<@Nullable String> headers) {
        return new ProxyHeaders(
                scheme(first(headers.apply("X-Forwarded-Proto"))),
                matching(AUTHORITY, first(headers.apply("X-Forwarded-Host"))),
                matching(CLIENT, first(headers.apply("X-Forwarded-For"))),
                prefix(headers));
    }

    /// The client's address, null when it is not told.
    @Nullable InetAddress clientAddress() {
        if (client == null) {
            return null;
        }
        var bare = client.startsWith("[") ? client.replaceFirst("^\\[(.*)].*$", "$1") : client;
        try {
            return InetAddress.ofLiteral(
                    bare.matches("[\\d.]+:\\d+") ? bare.substring(0, bare.indexOf(':')) : bare);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static @Nullable String first(@Nullable String list) {
        return list == null ? null : list.split(",", 2)[0].strip();
    }

    private static String prefix(UnaryOperator<@Nullable String> headers) {
        var prefix = first(headers.apply("X-Forwarded-Prefix"));
        var matching = matching(PREFIX, prefix == null ? null : prefix.replaceFirst("/+$", ""));
        return matching == null ? "" : matching;
    }

    private static @Nullable String scheme(@Nullable String text) {
        var scheme = text == null ? "" : text.toLowerCase(Locale.ROOT);
        return scheme.equals("http") || scheme.equals("https") ? scheme : null;
    }

    private static @Nullable String matching(Pattern pattern, @Nullable String text) {
        return text != null && pattern.matcher(text).matches() ? text : null;
    }

    /// The pairs of the first proxy: `for=192.0.2.60;proto=http;host="a:80", for=...`.
    private static Map<String, String> elements(String forwarded) {
        var pairs = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i <= forwarded.length(); i++) {
            char c = i == forwarded.length() ? ',' : forwarded.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (i == forwarded.length() || (!quoted && (c == ';' || c == ','))) {
                addPair(forwarded.substring(start, i), pairs);
                start = i + 1;
                if (c == ',') {
                    return pairs;
                }
            }
        }
        return pairs;
    }

    private static void addPair(String text, Map<String, String> pairs) {
        int equals = text.indexOf('=');
        if (equals > 0) {
            var value = text.substring(equals + 1).strip();
            boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
            pairs.putIfAbsent(
                    text.substring(0, equals).strip(),
                    quoted ? value.substring(1, value.length() - 1) : value);
        }
    }
}
