package io.gnocchi.lab.compare;

import io.gnocchi.lab.json.Json;
import io.gnocchi.lab.json.JsonText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The common spelling of one server's answers.
///
/// Ids a server minted become the symbols of the scenario (or `<uuid>` when the scenario has no
/// name for them), its address `<base>`, times near now `<now>`; lists that are sets are sorted; of
/// errors only the members of the original are kept.
final class Spelling {
    private static final Duration NEAR = Duration.ofHours(2);
    private static final Pattern MINTED =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    private static final Pattern REVISION = Pattern.compile("%40\\d+");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?\\+00:00");

    private final String base;
    private final Map<String, String> symbols = new LinkedHashMap<>();

    Spelling(String base, Map<String, String> values) {
        this.base = base;
        values.forEach((symbol, value) -> symbols.put(value, "{{" + symbol + "}}"));
    }

    Answer answer(Received received, @Nullable Json json, Step step) {
        var headers = new LinkedHashMap<String, String>();
        for (var name : Answer.COMPARED) {
            var value = received.header(name);
            if (value != null) {
                headers.put(name, header(name, value));
            }
        }
        for (var name : Answer.NOTICED) {
            if (received.header(name) != null) {
                headers.put(name, "given");
            }
        }
        if (received.body().isEmpty()) {
            headers.remove("content-type");
        }
        if (received.status() != 405) {
            headers.remove("allow");
        }
        var body = json == null ? new Json.Text(text(received.body())) : respelt(json, "", step);
        if (received.status() >= 400) {
            body = bareError(body);
        }
        return new Answer(received.status(), headers, body);
    }

    private String header(String name, String value) {
        if (name.equals("allow")) {
            var methods = value.split(", *", -1);
            Arrays.sort(methods);
            return String.join(", ", methods);
        }
        return text(name.equals("link") ? withPlainPath(value) : value);
    }

    /// Servers may encode different characters of the path.
    private static String withPlainPath(String link) {
        int query = link.indexOf('?');
        if (query < 0) {
            return link;
        }
        var path = URLDecoder.decode(link.substring(0, query), StandardCharsets.UTF_8);
        return path + link.substring(query).replace("+", "%20");
    }

    private static Json bareError(Json body) {
        if (!(body instanceof Json.Members(var members))) {
            return body;
        }
        var kept = new TreeMap<>(members);
        kept.keySet().retainAll(Set.of("code", "title", "description"));
        return new Json.Members(kept);
    }

    private Json respelt(Json json, String name, Step step) {
        return switch (json) {
            case Json.Text(var value) -> new Json.Text(text(value));
            case Json.Items(var items) -> {
                var respelt = items.stream().map(item -> respelt(item, "[]", step));
                var isSet =
                        name.equals("aggregation_methods")
                                || name.equals("references")
                                || (name.equals("detail")
                                        && !items.stream().allMatch(Json.Text.class::isInstance))
                                || (name.isEmpty() && step.order() == Step.Order.ANY);
                yield new Json.Items(
                        isSet
                                ? respelt.sorted(Comparator.comparing(JsonText::write)).toList()
                                : respelt.toList());
            }
            case Json.Members(var members) -> {
                var respelt = new TreeMap<String, Json>();
                members.forEach((key, value) -> respelt.put(text(key), respelt(value, key, step)));
                yield new Json.Members(respelt);
            }
            case Json.Figure _, Json.Truth _, Json.Nothing _ -> json;
        };
    }

    private String text(String value) {
        if (TIME.matcher(value).matches()) {
            return isNear(value) ? "<now>" : value;
        }
        var text = value.replace(base, "<base>");
        for (var symbol : symbols.entrySet()) {
            text = text.replace(symbol.getKey(), symbol.getValue());
        }
        text = MINTED.matcher(text).replaceAll("<uuid>");
        return REVISION.matcher(text).replaceAll("%40<revision>");
    }

    private static boolean isNear(String time) {
        try {
            var instant = OffsetDateTime.parse(time).toInstant();
            return Duration.between(instant, Instant.now()).abs().compareTo(NEAR) < 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
