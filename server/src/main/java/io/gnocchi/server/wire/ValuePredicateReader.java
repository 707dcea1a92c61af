package io.gnocchi.server.wire;

import io.gnocchi.core.query.ValuePredicate;
import io.gnocchi.core.query.ValuePredicate.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads conditions on values: `{"and": [{">=": [{"+": 23}, 50]}, {"!=": 55}]}`. Where only one
/// operand is named, the other, on the left, is the value itself.
public final class ValuePredicateReader {
    private static final int MAX_CONDITIONS = 1000;

    private int conditions;

    private ValuePredicateReader() {}

    /// @throws InvalidInputException when it is no condition
    public static ValuePredicate read(Json json) {
        return new ValuePredicateReader().predicate(json, JsonPath.ROOT);
    }

    private ValuePredicate predicate(Json json, JsonPath path) {
        var only = only(json, path);
        var word = only.getKey();
        var at = path.key(word);
        return switch (word) {
            case "and", "∧" -> new ValuePredicate.All(predicates(only.getValue(), at));
            case "or", "∨" -> new ValuePredicate.Any(predicates(only.getValue(), at));
            case "not" -> new ValuePredicate.Not(predicate(only.getValue(), at));
            default -> {
                var comparison = OperationWords.COMPARISONS.get(word);
                if (comparison == null) {
                    throw at.wrongMember("extra keys not allowed");
                }
                var terms = terms(only.getValue(), at);
                yield new ValuePredicate.Compare(comparison, terms.getFirst(), terms.getLast());
            }
        };
    }

    private Map.Entry<String, Json> only(Json json, JsonPath path) {
        if (!(json instanceof Json.Dictionary(var members))) {
            throw path.wrong("expected a dictionary");
        }
        if (members.size() != 1 || ++conditions > MAX_CONDITIONS) {
            throw path.wrong(
                    "length of value must be " + (members.isEmpty() ? "at least 1" : "at most 1"));
        }
        return members.entrySet().iterator().next();
    }

    private List<ValuePredicate> predicates(Json json, JsonPath path) {
        if (!(json instanceof Json.Sequence(var items))) {
            throw path.wrong("expected a list");
        }
        if (items.isEmpty()) {
            throw path.wrong("length of value must be at least 1");
        }
        var predicates = new ArrayList<ValuePredicate>();
        for (int i = 0; i < items.size(); i++) {
            predicates.add(predicate(items.get(i), path.index(i)));
        }
        return predicates;
    }

    /// Both operands.
    private List<Term> terms(Json json, JsonPath path) {
        if (!(json instanceof Json.Sequence(var items))) {
            return List.of(new Term.Value(), constant(json, path));
        }
        if (items.size() != 2) {
            throw path.wrong(
                    "length of value must be at " + (items.size() < 2 ? "least" : "most") + " 2");
        }
        return List.of(term(items.getFirst(), path.index(0)), term(items.getLast(), path.index(1)));
    }

    private Term term(Json json, JsonPath path) {
        if (!(json instanceof Json.Dictionary)) {
            return constant(json, path);
        }
        var only = only(json, path);
        var at = path.key(only.getKey());
        var operator = OperationWords.MATHS.get(only.getKey());
        if (operator == null) {
            throw at.wrongMember("extra keys not allowed");
        }
        var terms = terms(only.getValue(), at);
        return new Term.Computed(operator, terms.getFirst(), terms.getLast());
    }

    private static Term constant(Json json, JsonPath path) {
        var number = json instanceof Json.Numeral(var literal) ? PythonNumber.parse(literal) : null;
        if (number == null) {
            throw path.wrong("expected Real");
        }
        return new Term.Constant(number);
    }
}
