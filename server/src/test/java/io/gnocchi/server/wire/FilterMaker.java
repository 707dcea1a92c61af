package io.gnocchi.server.wire;

import io.gnocchi.core.index.Filter;
import io.gnocchi.core.index.Filter.Comparison;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Filters by chance, and what clients write to get them; a seed gives the same again.
final class FilterMaker {
    private static final List<String> FIELDS = List.of("host", "cpu_0", "nullable", "inside", "Or");
    private static final List<String> TEXTS =
            List.of("a", "a b", "", "100%", "and", "null", "it's", "é∧", "5", "[x]");
    private static final List<String> TOKENS =
            List.of(
                    "a",
                    "b1",
                    "=",
                    "==",
                    "!=",
                    "<=",
                    "≥",
                    "eq",
                    "like",
                    "in",
                    "and",
                    "or",
                    "not",
                    "∧",
                    "∨",
                    "(",
                    ")",
                    "[",
                    "]",
                    ",",
                    "'",
                    "\"",
                    "5",
                    "-1.5e3",
                    ".",
                    "null",
                    "True",
                    " ",
                    "  ",
                    "é",
                    "\0",
                    "\ud800",
                    "6c865dd0-7945-4e08-8b27-d0d7f1c2b667",
                    "id",
                    "/");
    private static final List<String> KEYS =
            List.of("and", "or", "not", "=", "≠", "in", "like", "host", "id", "∨", "x", "");

    private final Random random;

    FilterMaker(long seed) {
        random = new Random(seed);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private <T> List<T> some(int least, Supplier<T> maker) {
        var made = new ArrayList<T>();
        for (int i = least + random.nextInt(3); i > 0; i--) {
            made.add(maker.get());
        }
        return made;
    }

    /// A filter of at most this depth.
    Filter filter(int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 6)) {
            case 0 -> new Filter.Like(one(FIELDS), one(TEXTS));
            case 1 -> new Filter.OneOf(one(FIELDS), values());
            case 2 -> new Filter.Compare(one(FIELDS), one(List.of(Comparison.values())), value());
            case 3 -> new Filter.All(some(2, () -> filter(depth - 1)));
            case 4 -> new Filter.Any(some(2, () -> filter(depth - 1)));
            default -> new Filter.Not(filter(depth - 1));
        };
    }

    private List<@Nullable Object> values() {
        var values = new ArrayList<@Nullable Object>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            values.add(value());
        }
        return values;
    }

    private @Nullable Object value() {
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextGaussian() * 1e6;
            default -> one(TEXTS);
        };
    }

    /// Tokens of the text language in no order.
    String soup() {
        return String.join(one(List.of("", " ")), some(random.nextInt(12), () -> one(TOKENS)));
    }

    /// Any JSON of at most this depth.
    Json json(int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 9)) {
            case 0 -> new Json.Null();
            case 1 -> new Json.Bool(random.nextBoolean());
            case 2 -> new Json.Numeral(Integer.toString(random.nextInt()));
            case 3 -> new Json.Text(one(TOKENS));
            case 4, 5 -> new Json.Sequence(some(0, () -> json(depth - 1)));
            default -> {
                var members = new LinkedHashMap<String, Json>();
                for (int i = random.nextInt(8) == 0 ? 2 : 1; i > 0; i--) {
                    members.put(one(KEYS), json(depth - 1));
                }
                yield new Json.Dictionary(members);
            }
        };
    }

    static Filter json(String written) {
        return json(written, "");
    }

    static Filter json(String written, String creator) {
        var body = new ByteArrayInputStream(written.getBytes(StandardCharsets.UTF_8));
        return ResourceFilters.read(JsonReader.read(body), creator);
    }

    /// The filter in the JSON language.
    static String jsonOf(Filter filter) {
        return switch (filter) {
            case Filter.All(var of) -> "{\"and\": " + jsonOf(of) + "}";
            case Filter.Any(var of) -> "{\"∨\": " + jsonOf(of) + "}";
            case Filter.Not(var of) -> "{\"not\": " + jsonOf(of) + "}";
            case Filter.Compare(var field, var comparison, var value) ->
                    condition(sign(comparison), field, literal(value));
            case Filter.OneOf(var field, var values) -> condition("in", field, list(values));
            case Filter.Like(var field, var pattern) -> condition("like", field, literal(pattern));
        };
    }

    private static String jsonOf(List<Filter> of) {
        return of.stream().map(FilterMaker::jsonOf).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String condition(String sign, String field, String value) {
        return "{\"%s\": {\"%s\": %s}}".formatted(sign, field, value);
    }

    /// The filter in the text language.
    static String textOf(Filter filter) {
        return switch (filter) {
            case Filter.All(var of) -> joined(" ∧ ", of);
            case Filter.Any(var of) -> joined(" or ", of);
            case Filter.Not(var of) -> "not(" + textOf(of) + ")";
            case Filter.Compare(var field, var comparison, var value) ->
                    field + sign(comparison) + literal(value);
            case Filter.OneOf(var field, var values) -> field + " in " + list(values);
            case Filter.Like(var field, var pattern) -> field + " like " + literal(pattern);
        };
    }

    private static String joined(String join, List<Filter> of) {
        return of.stream()
                .map(FilterMaker::textOf)
                .map(text -> "(" + text + ")")
                .collect(Collectors.joining(join));
    }

    private static String sign(Comparison comparison) {
        return switch (comparison) {
            case EQUAL -> "=";
            case NOT_EQUAL -> "≠";
            case LESS -> "<";
            case LESS_OR_EQUAL -> "<=";
            case GREATER -> ">";
            case GREATER_OR_EQUAL -> "≥";
        };
    }

    private static String literal(@Nullable Object value) {
        return value instanceof String text ? '"' + text + '"' : String.valueOf(value);
    }

    private static String list(List<@Nullable Object> values) {
        return values.stream()
                .map(FilterMaker::literal)
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
