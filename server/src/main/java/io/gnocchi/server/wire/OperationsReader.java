package io.gnocchi.server.wire;

import io.gnocchi.core.query.Operation;
import io.gnocchi.core.query.Resampling;
import io.gnocchi.core.query.Statistic;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads operations: nested lists `["+", ["metric", "cpu", "mean"], 2]`, or the same as a string
/// `(+ (metric cpu mean) 2)`. A list may hold such strings in place of lists.
public final class OperationsReader {
    private static final int MAX_HEIGHT = 64;
    private static final int MAX_OPERATIONS = 1000;
    private static final int MAX_REFERENCES = 100_000;

    private final JsonPath path;
    private final ZoneId zone;
    private int operations;
    private int references;

    private OperationsReader(JsonPath path, ZoneId zone) {
        this.path = path;
        this.zone = zone;
    }

    /// @param path where they stand
    /// @param zone whose calendar `resample` follows unless it names one itself
    /// @throws InvalidInputException when they are not operations
    /// @throws UnparsableOperationsException when a string is no list
    public static Operation read(Json json, JsonPath path, ZoneId zone) {
        var list = json instanceof Json.Text(var text) ? NestedText.read(text) : json;
        return new OperationsReader(path, zone).operation(list, 1);
    }

    private Operation operation(Json json, int height) {
        if (!(json instanceof Json.Sequence(var items))) {
            throw path.wrong("Expected a tuple/list, got a " + kind(json));
        }
        if (items.isEmpty()) {
            throw path.wrong("Operation must not be empty");
        }
        if (items.size() == 1) {
            throw path.wrong("Operation need at least one argument");
        }
        if (++operations > MAX_OPERATIONS || height > MAX_HEIGHT) {
            throw path.wrong("Too many operations");
        }
        var word = word(items.getFirst());
        return operation(word, items.subList(1, items.size()), height);
    }

    private static String kind(Json json) {
        return switch (json) {
            case Json.Dictionary _ -> "dict";
            case Json.Sequence _ -> "list";
            case Json.Text _ -> "str";
            case Json.Numeral _ -> "number";
            case Json.Bool _ -> "bool";
            case Json.Null _ -> "null";
        };
    }

    private String word(Json json) {
        return switch (json) {
            case Json.Text(var text) -> text;
            case Json.Numeral(var literal) -> literal;
            case Json.Dictionary _, Json.Sequence _, Json.Bool _, Json.Null _ ->
                    throw invalid(kind(json));
        };
    }

    private Operation operation(String word, List<Json> of, int height) {
        var function = OperationWords.FUNCTIONS.get(word);
        if (function != null) {
            return new Operation.Apply(function, only(word, of, height));
        }
        var operator = OperationWords.OPERATORS.get(word);
        if (operator != null) {
            require(of.size() == 2, word);
            return new Operation.Combine(
                    operator, operand(word, of.get(0), height), operand(word, of.get(1), height));
        }
        return switch (word) {
            case "metric" -> metrics(of);
            case "rateofchange" -> new Operation.Change(only(word, of, height));
            case "rateofchangesec" -> new Operation.ChangePerSecond(only(word, of, height));
            case "clip", "clip_min", "clip_max" -> clip(word, of, height);
            case "aggregate" -> aggregate(of, height);
            case "resample" -> resample(of, height);
            case "rolling" -> rolling(of, height);
            default -> throw invalid(word);
        };
    }

    private Operation only(String word, List<Json> of, int height) {
        require(of.size() == 1, word);
        return operand(word, of.getFirst(), height);
    }

    private Operation operand(String word, Json json, int height) {
        return switch (json) {
            case Json.Sequence list -> operation(list, height + 1);
            case Json.Text(var text) when text.strip().startsWith("(") ->
                    operation(NestedText.read(text), height + 1);
            case Json.Text _, Json.Numeral _, Json.Dictionary _, Json.Bool _, Json.Null _ ->
                    new Operation.Constant(number(word, json));
        };
    }

    private double number(String word, Json json) {
        var number =
                switch (json) {
                    case Json.Numeral(var literal) -> PythonNumber.parse(literal);
                    case Json.Text(var text) -> PythonNumber.parse(text);
                    case Json.Bool(var flag) -> flag ? 1.0 : 0.0;
                    case Json.Dictionary _, Json.Sequence _, Json.Null _ -> null;
                };
        if (number == null) {
            throw invalid(word);
        }
        return number;
    }

    private Operation metrics(List<Json> of) {
        var all = new ArrayList<Operation.Reference>();
        if (of.getFirst() instanceof Json.Sequence) {
            for (var each : of) {
                require(each instanceof Json.Sequence, "metric");
                all.add(reference(((Json.Sequence) each).items()));
            }
        } else {
            all.add(reference(of));
        }
        return new Operation.Metrics(all);
    }

    private Operation.Reference reference(List<Json> pair) {
        require(pair.size() == 2, "metric");
        if (++references > MAX_REFERENCES) {
            throw path.wrong("Too many metrics");
        }
        return new Operation.Reference(
                text("metric", pair.getFirst()), text("metric", pair.getLast()));
    }

    /// A word, which may look like a number.
    private String text(String word, Json json) {
        return switch (json) {
            case Json.Text(var text) -> text;
            case Json.Numeral(var literal) -> literal;
            case Json.Dictionary _, Json.Sequence _, Json.Bool _, Json.Null _ ->
                    throw invalid(word);
        };
    }

    private Operation clip(String word, List<Json> of, int height) {
        require(of.size() == 2 || (of.size() == 3 && word.equals("clip")), word);
        var clipped = operand(word, of.getFirst(), height);
        var bound = operand(word, of.get(1), height);
        if (word.equals("clip_max")) {
            return new Operation.Clip(clipped, null, bound);
        }
        var max = of.size() == 3 ? operand(word, of.getLast(), height) : null;
        return new Operation.Clip(clipped, bound, max);
    }

    private Operation aggregate(List<Json> of, int height) {
        require(of.size() >= 2, "aggregate");
        var statistic = statistic("aggregate", of.getFirst());
        return new Operation.Aggregate(
                statistic,
                of.subList(1, of.size()).stream()
                        .map(each -> operand("aggregate", each, height))
                        .toList());
    }

    private Operation resample(List<Json> of, int height) {
        require(of.size() == 3 || of.size() == 4, "resample");
        var statistic = statistic("resample", of.getFirst());
        var named = of.size() == 4 ? zone(text("resample", of.get(2))) : zone;
        if (named == null) {
            throw invalid("resample");
        }
        var resampling = valid("resample", () -> resampling(text("resample", of.get(1)), named));
        return new Operation.Resample(
                statistic, resampling, operand("resample", of.getLast(), height));
    }

    /// Buckets as users write them: a length of time, or the letter of a unit of the calendar.
    ///
    /// @throws IllegalArgumentException whose message is for the caller
    public static Resampling resampling(String text, ZoneId zone) {
        for (var unit : Resampling.CalendarUnit.values()) {
            if (unit.letter().equals(text)) {
                return new Resampling.Each(unit, zone);
            }
        }
        var span = Spans.parse(text);
        return zone.equals(ZoneOffset.UTC)
                ? new Resampling.Every(span)
                : new Resampling.EveryLocal(span, zone);
    }

    /// A time zone as users write it: `Europe/Paris`, `+02:00`; null when there is none.
    public static @Nullable ZoneId zone(String text) {
        try {
            return ZoneId.of(text).normalized();
        } catch (DateTimeException _) {
            return null;
        }
    }

    private Operation rolling(List<Json> of, int height) {
        require(of.size() == 3, "rolling");
        var statistic = statistic("rolling", of.getFirst());
        double window = number("rolling", of.get(1));
        require(
                window >= 1 && window <= Integer.MAX_VALUE && window == Math.rint(window),
                "rolling");
        return new Operation.Rolling(
                statistic, (int) window, operand("rolling", of.getLast(), height));
    }

    private Statistic statistic(String word, Json json) {
        var statistic = json instanceof Json.Text(var text) ? Statistic.parse(text) : null;
        if (statistic == null) {
            throw invalid(word);
        }
        return statistic;
    }

    private <T> T valid(String word, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException _) {
            throw invalid(word);
        }
    }

    private void require(boolean condition, String word) {
        if (!condition) {
            throw invalid(word);
        }
    }

    private InvalidInputException invalid(String word) {
        return path.wrong("'" + word + "' operation invalid");
    }
}
