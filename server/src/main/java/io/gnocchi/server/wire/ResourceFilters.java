package io.gnocchi.server.wire;

import io.gnocchi.core.index.Filter;
import io.gnocchi.core.index.Filter.Comparison;
import io.gnocchi.core.model.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Conditions on resources as clients write them, in either language: JSON (`{"and": [{"=":
/// {"host": "a"}}, {"not": {"in": {"id": ["b"]}}}]}`) or text (see [FilterText]).
///
/// Values of `id` are resource ids as written, so they are looked at with the eyes of who asks.
public final class ResourceFilters {
    private static final Map<String, Comparison> COMPARISONS =
            Map.ofEntries(
                    Map.entry("=", Comparison.EQUAL),
                    Map.entry("==", Comparison.EQUAL),
                    Map.entry("eq", Comparison.EQUAL),
                    Map.entry("!=", Comparison.NOT_EQUAL),
                    Map.entry("≠", Comparison.NOT_EQUAL),
                    Map.entry("ne", Comparison.NOT_EQUAL),
                    Map.entry("<", Comparison.LESS),
                    Map.entry("lt", Comparison.LESS),
                    Map.entry("<=", Comparison.LESS_OR_EQUAL),
                    Map.entry("≤", Comparison.LESS_OR_EQUAL),
                    Map.entry("le", Comparison.LESS_OR_EQUAL),
                    Map.entry(">", Comparison.GREATER),
                    Map.entry("gt", Comparison.GREATER),
                    Map.entry(">=", Comparison.GREATER_OR_EQUAL),
                    Map.entry("≥", Comparison.GREATER_OR_EQUAL),
                    Map.entry("ge", Comparison.GREATER_OR_EQUAL));
    private static final String ID = "id";
    private static final int MAX_CONDITIONS = 2_000;
    private static final int MAX_VALUES = 20_000;

    private final String creator;
    private int conditions;
    private int values;

    private ResourceFilters(String creator) {
        this.creator = creator;
    }

    /// A filter in JSON; an empty dictionary lets everything pass.
    ///
    /// @param creator who asks
    /// @throws InvalidInputException when the body is not a filter
    /// @throws MalformedException when it cannot be understood or is too long
    public static Filter read(Json body, String creator) {
        if (body instanceof Json.Dictionary(var members) && members.isEmpty()) {
            return Filter.EVERYTHING;
        }
        return new ResourceFilters(creator).filter(body, JsonPath.ROOT);
    }

    /// A filter in the text language.
    ///
    /// @param creator who asks
    /// @throws MalformedException when the text cannot be understood or is too long
    /// @throws InvalidInputException when a condition in it cannot be
    public static Filter read(String text, String creator) {
        return read(FilterText.parse(text), creator);
    }

    private Filter filter(Json json, JsonPath path) {
        var only = member(json, path);
        if (only == null) {
            throw new MalformedException("Unable to parse this query");
        }
        if (++conditions > MAX_CONDITIONS) {
            throw new MalformedException(
                    "A filter has at most %d conditions".formatted(MAX_CONDITIONS));
        }
        return filter(only.getKey(), only.getValue(), path.key(only.getKey()));
    }

    private Filter filter(String operator, Json operand, JsonPath path) {
        return switch (operator) {
            case "and", "∧" -> new Filter.All(filters(operand, path));
            case "or", "∨" -> new Filter.Any(filters(operand, path));
            case "not" -> new Filter.Not(filter(operand, path));
            case "like" -> like(operand, path);
            case "in" -> oneOf(operand, path);
            default -> {
                var comparison = COMPARISONS.get(operator);
                if (comparison == null) {
                    throw path.wrongMember("extra keys not allowed");
                }
                yield compare(comparison, operand, path);
            }
        };
    }

    private List<Filter> filters(Json operand, JsonPath path) {
        var filters = new ArrayList<Filter>();
        for (var item : items(operand, path)) {
            filters.add(filter(item, path.index(filters.size())));
        }
        return filters;
    }

    private static List<Json> items(Json operand, JsonPath path) {
        if (!(operand instanceof Json.Sequence(var items))) {
            throw path.wrong("expected a list");
        }
        if (items.isEmpty()) {
            throw path.wrong("length of value must be at least 1");
        }
        return items;
    }

    private Filter compare(Comparison comparison, Json operand, JsonPath path) {
        var field = field(operand, path);
        return new Filter.Compare(
                field.getKey(),
                comparison,
                value(field.getKey(), field.getValue(), path.key(field.getKey())));
    }

    private Filter like(Json operand, JsonPath path) {
        var field = field(operand, path);
        var place = path.key(field.getKey());
        if (field.getKey().equals(ID)) {
            throw place.wrongMember("value must not be one of ['id']");
        }
        return new Filter.Like(field.getKey(), Members.textOf(field.getValue(), place));
    }

    private Filter oneOf(Json operand, JsonPath path) {
        var field = field(operand, path);
        var place = path.key(field.getKey());
        var listed = new ArrayList<@Nullable Object>();
        for (var item : items(field.getValue(), place)) {
            listed.add(value(field.getKey(), item, place.index(listed.size())));
        }
        return new Filter.OneOf(field.getKey(), listed);
    }

    private static Map.Entry<String, Json> field(Json operand, JsonPath path) {
        var field = member(operand, path);
        if (field == null) {
            throw path.wrong("length of value must be at least 1");
        }
        return field;
    }

    /// The only member of a dictionary; null when it has none.
    private static Map.@Nullable Entry<String, Json> member(Json json, JsonPath path) {
        int size =
                switch (json) {
                    case Json.Dictionary(var members) -> members.size();
                    case Json.Sequence(var items) -> items.size();
                    case Json.Text(var text) -> text.length();
                    case Json.Numeral _, Json.Bool _, Json.Null _ ->
                            throw path.wrong("invalid value or type");
                };
        if (size > 1) {
            throw path.wrong("length of value must be at most 1");
        }
        if (!(json instanceof Json.Dictionary(var members))) {
            throw path.wrong("expected a dictionary");
        }
        return members.isEmpty() ? null : members.entrySet().iterator().next();
    }

    private @Nullable Object value(String field, Json json, JsonPath path) {
        if (++values > MAX_VALUES) {
            throw new MalformedException("A filter has at most %d values".formatted(MAX_VALUES));
        }
        return switch (json) {
            case Json.Text(var text) ->
                    field.equals(ID)
                            ? ResourceIdText.at(text, path, creator)
                            : Characters.storable(text, path);
            case Json.Numeral number -> number.asDouble();
            case Json.Bool(var flag) -> flag;
            case Json.Null _ -> null;
            case Json.Dictionary _, Json.Sequence _ -> throw path.wrong("expected str");
        };
    }
}
