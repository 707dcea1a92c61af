package io.gnocchi.server.wire;

import io.gnocchi.core.query.Operation.Function;
import io.gnocchi.core.query.Operation.Operator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The words and signs that stand for functions of values.
final class OperationWords {
    /// Functions of one value.
    static final Map<String, Function> FUNCTIONS =
            Map.of(
                    "abs", Function.ABSOLUTE,
                    "absolute", Function.ABSOLUTE,
                    "neg", Function.NEGATIVE,
                    "negative", Function.NEGATIVE,
                    "cos", Function.COS,
                    "sin", Function.SIN,
                    "tan", Function.TAN,
                    "floor", Function.FLOOR,
                    "ceil", Function.CEIL);

    /// Arithmetic with two values.
    static final Map<String, Operator> MATHS =
            words(
                    Map.of(
                            Operator.MODULO, Set.of("%", "mod"),
                            Operator.ADD, Set.of("+", "add"),
                            Operator.SUBTRACT, Set.of("-", "sub"),
                            Operator.MULTIPLY, Set.of("*", "×", "mul"),
                            Operator.DIVIDE, Set.of("/", "÷", "div"),
                            Operator.POWER, Set.of("**", "^", "pow")));

    /// Comparisons of two values.
    static final Map<String, Operator> COMPARISONS =
            words(
                    Map.of(
                            Operator.EQUAL, Set.of("=", "==", "eq"),
                            Operator.NOT_EQUAL, Set.of("!=", "≠", "ne"),
                            Operator.LESS, Set.of("<", "lt"),
                            Operator.LESS_OR_EQUAL, Set.of("<=", "≤", "le"),
                            Operator.GREATER, Set.of(">", "gt"),
                            Operator.GREATER_OR_EQUAL, Set.of(">=", "≥", "ge")));

    /// All functions of two values that operations know.
    static final Map<String, Operator> OPERATORS = operators();

    private OperationWords() {}

    private static Map<String, Operator> words(Map<Operator, Set<String>> words) {
        var byWord = new HashMap<String, Operator>();
        words.forEach((operator, all) -> all.forEach(word -> byWord.put(word, operator)));
        return Map.copyOf(byWord);
    }

    private static Map<String, Operator> operators() {
        var all = new HashMap<String, Operator>(MATHS);
        all.putAll(COMPARISONS);
        all.put("max", Operator.MAX);
        return Map.copyOf(all);
    }
}
