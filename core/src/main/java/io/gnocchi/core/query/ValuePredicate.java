package io.gnocchi.core.query;

import java.util.List;

/// A condition on a value.
public sealed interface ValuePredicate {

    /// Every one of them.
    record All(List<ValuePredicate> of) implements ValuePredicate {
        public All {
            of = List.copyOf(of);
        }
    }

    /// At least one of them.
    record Any(List<ValuePredicate> of) implements ValuePredicate {
        public Any {
            of = List.copyOf(of);
        }
    }

    record Not(ValuePredicate of) implements ValuePredicate {}

    /// @param operator a comparison: one that gives 1 where it holds
    record Compare(Operation.Operator operator, Term left, Term right) implements ValuePredicate {}

    /// One side of a comparison.
    sealed interface Term {

        /// The value itself.
        record Value() implements Term {}

        record Constant(double value) implements Term {}

        record Computed(Operation.Operator operator, Term left, Term right) implements Term {}

        /// What it is for a value.
        default double of(double value) {
            return switch (this) {
                case Value _ -> value;
                case Constant(var constant) -> constant;
                case Computed(var operator, var left, var right) ->
                        Arithmetic.of(operator).applyAsDouble(left.of(value), right.of(value));
            };
        }
    }

    /// Whether it holds for a value.
    default boolean test(double value) {
        return switch (this) {
            case All(var of) -> of.stream().allMatch(each -> each.test(value));
            case Any(var of) -> of.stream().anyMatch(each -> each.test(value));
            case Not(var of) -> !of.test(value);
            case Compare(var operator, var left, var right) ->
                    Arithmetic.of(operator).applyAsDouble(left.of(value), right.of(value)) != 0;
        };
    }
}
