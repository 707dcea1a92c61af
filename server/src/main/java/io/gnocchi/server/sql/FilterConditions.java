package io.gnocchi.server.sql;

import io.gnocchi.core.index.FilterField;
import io.gnocchi.core.index.TypedFilter;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/// Filters as conditions of a statement; values only as parameters.
///
/// @param columns the column or expression of a field
record FilterConditions(Dialect dialect, Function<FilterField, Field<?>> columns) {
    private static final char ESCAPE = '\\';

    Condition where(TypedFilter filter) {
        return switch (filter) {
            case TypedFilter.All(var of) ->
                    of.isEmpty() ? DSL.trueCondition() : joined("and", of, 0, of.size());
            case TypedFilter.Any(var of) ->
                    of.isEmpty() ? DSL.falseCondition() : joined("or", of, 0, of.size());
            case TypedFilter.Not(var of) -> DSL.condition("(not ({0}))", where(of));
            case TypedFilter.Absent(var field) -> columns.apply(field).isNull();
            case TypedFilter.Unknown _ -> DSL.condition("(null = 1)");
            case TypedFilter.Compare(var field, var comparison, var value) -> {
                var column = column(field);
                var bound = DSL.val(bound(value), column);
                yield switch (comparison) {
                    case EQUAL -> column.eq(bound);
                    case NOT_EQUAL -> column.ne(bound);
                    case LESS -> column.lt(bound);
                    case LESS_OR_EQUAL -> column.le(bound);
                    case GREATER -> column.gt(bound);
                    case GREATER_OR_EQUAL -> column.ge(bound);
                };
            }
            case TypedFilter.OneOf(var field, var values) -> oneOf(field, values);
            case TypedFilter.Like(var field, var pattern) ->
                    dialect.isLike(columns.apply(field), pattern, ESCAPE);
        };
    }

    /// As a balanced tree: a chain of thousands would be deeper than databases parse.
    private Condition joined(String operator, List<TypedFilter> of, int from, int to) {
        if (to - from == 1) {
            return where(of.get(from));
        }
        int middle = (from + to) >>> 1;
        return DSL.condition(
                "({0} " + operator + " {1})",
                joined(operator, of, from, middle),
                joined(operator, of, middle, to));
    }

    @SuppressWarnings("unchecked") // A column holds what its field's kind says.
    private Field<Object> column(FilterField field) {
        return (Field<Object>) columns.apply(field);
    }

    @SuppressWarnings("unchecked") // As above.
    private Condition oneOf(FilterField field, List<Object> values) {
        return switch (field.kind()) {
            case ID ->
                    dialect.isOneOf(
                            (Field<UUID>) columns.apply(field),
                            (Collection<UUID>) (Collection<?>) values);
            case TEXT ->
                    dialect.isOneOfTexts(
                            (Field<String>) columns.apply(field),
                            (Collection<String>) (Collection<?>) values);
            case WHOLE, SPAN, MOMENT ->
                    dialect.isOneOfNumbers(
                            (Field<Long>) columns.apply(field),
                            values.stream().map(value -> (Long) bound(value)).toList());
            case NUMBER ->
                    dialect.isOneOfDoubles(
                            (Field<Double>) columns.apply(field),
                            (Collection<Double>) (Collection<?>) values);
            case FLAG -> column(field).in(values);
        };
    }

    /// As the tables hold it.
    private static Object bound(Object value) {
        return value instanceof Instant moment ? Micros.of(moment) : value;
    }

    /// What stands before the first colon of a creator; null when there is none.
    static Field<String> userOf(Field<String> creator) {
        var colon = DSL.position(creator, DSL.inline(":"));
        return DSL.when(
                colon.gt(DSL.inline(0)),
                DSL.substring(creator, DSL.inline(1), colon.minus(DSL.inline(1))));
    }

    /// What stands after the first colon of a creator; null when there is none.
    static Field<String> projectOf(Field<String> creator) {
        var colon = DSL.position(creator, DSL.inline(":"));
        return DSL.when(colon.gt(DSL.inline(0)), DSL.substring(creator, colon.plus(DSL.inline(1))));
    }
}
