package io.gnocchi.core.query;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is to be computed from several metrics, instant by instant: a tree whose leaves are metrics
/// and numbers.
public sealed interface Operation {

    /// Metrics of one name.
    ///
    /// @param name what the caller wrote: an id, a name or a pattern of names
    /// @param aggregation the aggregation method, as the caller wrote it
    record Reference(String name, String aggregation) {}

    /// The aggregates of metrics, one series each.
    record Metrics(List<Reference> references) implements Operation {
        public Metrics {
            references = List.copyOf(references);
            if (references.isEmpty()) {
                throw new IllegalArgumentException("at least one reference");
            }
        }
    }

    record Constant(double value) implements Operation {}

    /// A function of every value.
    record Apply(Function function, Operation of) implements Operation {}

    /// A function of two values at the same instant. A single series, or a number, meets all series
    /// of the other side.
    record Combine(Operator operator, Operation left, Operation right) implements Operation {}

    /// Values moved into bounds; NaN where a bound is NaN.
    ///
    /// @param min null for none
    /// @param max null for none
    record Clip(Operation of, @Nullable Operation min, @Nullable Operation max)
            implements Operation {}

    /// The difference to the value before; there is none at the first instant.
    record Change(Operation of) implements Operation {}

    /// The difference to the value before, per second; NaN at the first instant.
    record ChangePerSecond(Operation of) implements Operation {}

    /// All series of the operands made into one, instant by instant.
    record Aggregate(Statistic statistic, List<Operation> of) implements Operation {
        public Aggregate {
            of = List.copyOf(of);
            if (of.isEmpty()) {
                throw new IllegalArgumentException("at least one operand");
            }
        }
    }

    /// Every series regrouped into other buckets.
    record Resample(Statistic statistic, Resampling resampling, Operation of)
            implements Operation {}

    /// Every series seen through a window that ends at each instant.
    ///
    /// @param window how many instants
    record Rolling(Statistic statistic, int window, Operation of) implements Operation {
        public Rolling {
            if (window < 1) {
                throw new IllegalArgumentException("a window of " + window);
            }
        }
    }

    /// Functions of one value.
    enum Function {
        ABSOLUTE,
        NEGATIVE,
        COS,
        SIN,
        TAN,
        FLOOR,
        CEIL
    }

    /// Functions of two values. Comparisons give 1 or 0; `MAX` ignores NaN; `MODULO` has the sign
    /// of the divisor.
    enum Operator {
        MODULO,
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        POWER,
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        MAX
    }

    /// What this operation is computed from.
    default List<Operation> operands() {
        return switch (this) {
            case Metrics _, Constant _ -> List.of();
            case Apply(_, var of) -> List.of(of);
            case Combine(_, var left, var right) -> List.of(left, right);
            case Clip(var of, var min, var max) ->
                    Stream.of(of, min, max).filter(Objects::nonNull).toList();
            case Change(var of) -> List.of(of);
            case ChangePerSecond(var of) -> List.of(of);
            case Aggregate(_, var of) -> of;
            case Resample(_, _, var of) -> List.of(of);
            case Rolling(_, _, var of) -> List.of(of);
        };
    }

    /// The metrics spoken of, each once, in the order of their first mention.
    default List<Reference> references() {
        var found = new LinkedHashSet<Reference>();
        if (this instanceof Metrics(var references)) {
            found.addAll(references);
        }
        operands().forEach(operand -> found.addAll(operand.references()));
        return new ArrayList<>(found);
    }

    /// How many operations stand above each other.
    default int height() {
        return 1 + operands().stream().mapToInt(Operation::height).max().orElse(0);
    }
}
