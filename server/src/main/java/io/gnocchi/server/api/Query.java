package io.gnocchi.server.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The parameters of a URL.
final class Query {
    private static final Set<String> TRUE = Set.of("1", "t", "true", "on", "y", "yes");
    private static final Set<String> FALSE = Set.of("0", "f", "false", "off", "n", "no");
    private static final String BOOLEANS =
            "'0', '1', 'f', 'false', 'n', 'no', 'off', 'on', 't', 'true', 'y', 'yes'";
    private static final int MAX_PARAMETERS = 1000;

    private final Map<String, List<String>> parameters;

    private Query(Map<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    /// @param encoded what follows the question mark, null when nothing does
    static Query parse(@Nullable String encoded) {
        var parameters = new LinkedHashMap<String, List<String>>();
        int count = 0;
        for (var pair : encoded == null ? new String[0] : encoded.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            if (++count > MAX_PARAMETERS) {
                throw Problem.of(400, "Too many query parameters");
            }
            int equals = pair.indexOf('=');
            var name = PercentCoding.decode(equals < 0 ? pair : pair.substring(0, equals), true);
            var value = equals < 0 ? "" : PercentCoding.decode(pair.substring(equals + 1), true);
            parameters.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }
        return new Query(parameters);
    }

    /// All values of a parameter.
    List<String> all(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    /// The value of a parameter that makes sense once only, or null.
    @Nullable String one(String name) {
        var values = all(name);
        if (values.size() > 1) {
            throw Problem.badArgument(name, "expected str");
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    boolean flag(String name, boolean whenAbsent) {
        var value = one(name);
        if (value == null) {
            return whenAbsent;
        }
        var word = value.strip().toLowerCase(Locale.ROOT);
        if (TRUE.contains(word)) {
            return true;
        }
        if (FALSE.contains(word)) {
            return false;
        }
        throw Problem.of(
                400,
                "Unable to parse `%s': Unrecognized value '%s', acceptable values are: %s"
                        .formatted(name, value, BOOLEANS));
    }

    /// The same parameters but for some, sorted by name and encoded.
    String encodedWith(Map<String, List<String>> changes) {
        var merged = new TreeMap<>(parameters);
        merged.putAll(changes);
        return merged.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(v -> pair(entry.getKey(), v)))
                .collect(Collectors.joining("&"));
    }

    private static String pair(String name, String value) {
        return PercentCoding.encode(name) + "=" + PercentCoding.encode(value);
    }
}
