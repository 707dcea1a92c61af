package io.gnocchi.lab.compare;

import io.gnocchi.lab.json.Json;
import io.gnocchi.lab.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A random tree of operations on metrics, as a nested list and as text.
///
/// Only of what the original answers: 4.4.2 crashes on comparisons and on counting, and does not
/// know every method for `resample` nor `max` of two series.
sealed interface Operation {
    record Word(String text) implements Operation {}

    record Figure(Json.Figure value) implements Operation {}

    record Call(List<Operation> parts) implements Operation {
        public Call {
            parts = List.copyOf(parts);
        }
    }

    /// @param references a metric and one of its methods, for each leaf to choose from
    static Operation random(Chance chance, List<List<String>> references, int depth) {
        if (depth == 0 || chance.oneIn(4)) {
            return metric(chance, references);
        }
        var inner = random(chance, references, depth - 1);
        return switch (chance.between(0, 6)) {
            case 0 -> call(chance.of("abs", "neg", "negative", "floor", "ceil", "absolute"), inner);
            case 1, 2 ->
                    call(
                            "aggregate",
                            new Word(
                                    chance.of(
                                            "mean",
                                            "max",
                                            "min",
                                            "sum",
                                            "std",
                                            "median",
                                            "rate:mean")),
                            inner);
            case 3 -> {
                var operator =
                        new Word(chance.of("+", "-", "*", "/", "%", "add", "sub", "mul", "div"));
                Operation other =
                        chance.oneIn(2)
                                ? new Figure(
                                        new Json.Figure(
                                                chance.of(2, 0.5, -3, 10).doubleValue(), false))
                                : random(chance, references, depth - 1);
                yield chance.oneIn(4)
                        ? new Call(List.of(operator, other, inner))
                        : new Call(List.of(operator, inner, other));
            }
            case 4 ->
                    call(
                            "rolling",
                            new Word(chance.of("mean", "max", "sum")),
                            number(chance.of(1, 2, 3)),
                            inner);
            case 5 -> call(chance.of("clip_min", "clip_max"), inner, number(chance.of(0, 10)));
            default ->
                    chance.oneIn(3)
                            ? call(chance.of("rateofchange", "rateofchangesec"), inner)
                            : call(
                                    "resample",
                                    new Word(chance.of("mean", "max", "sum")),
                                    number(chance.of(60, 3600, 7200)),
                                    inner);
        };
    }

    /// Combined over all series. Without it only the first of several would be answered, and of the
    /// metrics of one resource any may be the first.
    default Operation madeOne(Chance chance) {
        return call("aggregate", new Word(chance.of("mean", "max", "sum")), this);
    }

    private static Operation metric(Chance chance, List<List<String>> references) {
        var some = chance.some(references);
        var first = some.getFirst();
        if (some.size() == 1) {
            return call("metric", new Word(first.getFirst()), new Word(first.getLast()));
        }
        var parts = new ArrayList<Operation>(List.of(new Word("metric")));
        for (var reference : some) {
            parts.add(new Call(reference.stream().<Operation>map(Word::new).toList()));
        }
        return new Call(parts);
    }

    private static Operation number(int value) {
        return new Figure(new Json.Figure(value, true));
    }

    private static Operation call(String word, Operation... operands) {
        var parts = new ArrayList<Operation>(List.of(new Word(word)));
        parts.addAll(List.of(operands));
        return new Call(parts);
    }

    default Json json() {
        return switch (this) {
            case Word(var text) -> new Json.Text(text);
            case Figure(var value) -> value;
            case Call(var parts) -> Json.of(parts.stream().map(Operation::json).toList());
        };
    }

    default String text() {
        return switch (this) {
            case Word(var text) -> text;
            case Figure(var value) -> JsonText.write(value);
            case Call(var parts) ->
                    parts.stream().map(Operation::text).collect(Collectors.joining(" ", "(", ")"));
        };
    }
}
