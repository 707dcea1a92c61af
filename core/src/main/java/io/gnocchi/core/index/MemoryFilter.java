package io.gnocchi.core.index;

import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Judges rows in memory as a database does.
///
/// @param value of a named field in a row
record MemoryFilter<T>(BiFunction<T, String, @Nullable Object> value) {

    /// From no to yes, so that the least of several is their conjunction.
    private enum Truth {
        NO,
        UNKNOWN,
        YES;

        static Truth of(boolean holds) {
            return holds ? YES : NO;
        }

        Truth negated() {
            return switch (this) {
                case NO -> YES;
                case UNKNOWN -> UNKNOWN;
                case YES -> NO;
            };
        }
    }

    Predicate<T> test(TypedFilter filter) {
        return row -> judge(filter, row) == Truth.YES;
    }

    private Truth judge(TypedFilter filter, T row) {
        return switch (filter) {
            case TypedFilter.All(var of) ->
                    of.stream().map(one -> judge(one, row)).min(Truth::compareTo).orElse(Truth.YES);
            case TypedFilter.Any(var of) ->
                    of.stream().map(one -> judge(one, row)).max(Truth::compareTo).orElse(Truth.NO);
            case TypedFilter.Not(var of) -> judge(of, row).negated();
            case TypedFilter.Absent(var field) -> Truth.of(value.apply(row, field.name()) == null);
            case TypedFilter.Unknown _ -> Truth.UNKNOWN;
            case TypedFilter.Compare compare -> compare(compare, row);
            case TypedFilter.OneOf(var field, var values) -> {
                var actual = value.apply(row, field.name());
                yield actual == null
                        ? Truth.UNKNOWN
                        : Truth.of(
                                values.stream()
                                        .anyMatch(one -> MemoryOrder.compare(actual, one) == 0));
            }
            case TypedFilter.Like(var field, var pattern) -> {
                var actual = value.apply(row, field.name());
                yield actual == null
                        ? Truth.UNKNOWN
                        : Truth.of(new LikePattern(pattern).matches((String) actual));
            }
        };
    }

    private Truth compare(TypedFilter.Compare compare, T row) {
        var actual = value.apply(row, compare.field().name());
        if (actual == null) {
            return Truth.UNKNOWN;
        }
        int order = MemoryOrder.compare(actual, compare.value());
        return Truth.of(
                switch (compare.comparison()) {
                    case EQUAL -> order == 0;
                    case NOT_EQUAL -> order != 0;
                    case LESS -> order < 0;
                    case LESS_OR_EQUAL -> order <= 0;
                    case GREATER -> order > 0;
                    case GREATER_OR_EQUAL -> order >= 0;
                });
    }
}
