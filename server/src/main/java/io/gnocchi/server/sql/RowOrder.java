package io.gnocchi.server.sql;

import io.gnocchi.core.index.FilterField;
import io.gnocchi.core.index.FilterFields;
import io.gnocchi.core.index.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// An order of rows that users chose, made unique by its tail, and the rows after one of them.
///
/// A page begins after the values of its marker, not after a number of rows, so the database walks
/// an index instead of counting. A row comparison `(a, b) > (?, ?)` says it best, but knows neither
/// mixed directions nor nulls; then the same is spelled out.
final class RowOrder {
    private static final Set<String> NEVER_NULL =
            Set.of(
                    "id",
                    "original_resource_id",
                    "type",
                    "started_at",
                    "revision_start",
                    "revision",
                    "archive_policy_name",
                    "status");

    private record Key(FilterField field, SortKey.Direction direction) {
        boolean mayBeNull() {
            return !NEVER_NULL.contains(field.name());
        }

        boolean descends() {
            return direction.isDescending();
        }
    }

    private final List<Key> keys = new ArrayList<>();
    private final Dialect dialect;

    /// @param tail names of the fields that make every order unique
    /// @param fields what may be sorted by
    RowOrder(Dialect dialect, List<SortKey> sort, List<String> tail, FilterFields fields) {
        this.dialect = dialect;
        sort.forEach(key -> add(fields.sortKey(key.key()), key.direction()));
        tail.forEach(name -> add(fields.sortKey(name), SortKey.Direction.ASC));
    }

    /// A field that is there already decides nothing any more.
    private void add(FilterField field, SortKey.Direction direction) {
        if (keys.stream().noneMatch(key -> key.field().equals(field))) {
            keys.add(new Key(field, direction));
        }
    }

    List<SortField<?>> by(Function<FilterField, Field<?>> columns) {
        var sorted = new ArrayList<SortField<?>>();
        for (var key : keys) {
            var column = columns.apply(key.field());
            var field = key.descends() ? column.desc() : column.asc();
            if (key.mayBeNull()) {
                field = key.direction().nullsFirst() ? field.nullsFirst() : field.nullsLast();
            }
            sorted.add(field);
        }
        return sorted;
    }

    /// The columns a marker has to be read with.
    List<Field<?>> columns(Function<FilterField, Field<?>> columns) {
        return keys.stream().<Field<?>>map(key -> columns.apply(key.field())).toList();
    }

    /// Whether a row comes after a marker.
    ///
    /// @param marker read with [#columns]
    Condition after(Record marker, Function<FilterField, Field<?>> columns) {
        if (dialect.comparesRows() && isPlain()) {
            return plainlyAfter(marker, columns);
        }
        var after = DSL.noCondition();
        var same = DSL.noCondition();
        for (int at = 0; at < keys.size(); at++) {
            var key = keys.get(at);
            var column = columns.apply(key.field());
            after = after.or(same.and(after(key, column, marker.get(at))));
            same = same.and(same(column, marker.get(at)));
        }
        return notBefore(marker, columns).and(after);
    }

    private boolean isPlain() {
        return keys.stream()
                .noneMatch(key -> key.mayBeNull() || key.descends() != keys.getFirst().descends());
    }

    private Condition plainlyAfter(Record marker, Function<FilterField, Field<?>> columns) {
        var fields = columns(columns);
        var values = new ArrayList<Field<?>>();
        for (int at = 0; at < fields.size(); at++) {
            values.add(bound(marker.get(at), fields.get(at)));
        }
        var comparison = keys.getFirst().descends() ? "({0}) < ({1})" : "({0}) > ({1})";
        return DSL.condition(comparison, DSL.list(fields), DSL.list(values));
    }

    /// Said again of the first key alone, where a database can begin in an index.
    private Condition notBefore(Record marker, Function<FilterField, Field<?>> columns) {
        var first = keys.getFirst();
        var column = columns.apply(first.field());
        if (first.mayBeNull()) {
            return DSL.noCondition();
        }
        return first.descends() ? atMost(column, marker.get(0)) : atLeast(column, marker.get(0));
    }

    @SuppressWarnings("unchecked") // The marker was read from such a column.
    private static <T> Field<T> bound(@Nullable Object value, Field<T> column) {
        return DSL.val((T) value, column);
    }

    private static <T> Condition atLeast(Field<T> column, @Nullable Object value) {
        return column.ge(bound(value, column));
    }

    private static <T> Condition atMost(Field<T> column, @Nullable Object value) {
        return column.le(bound(value, column));
    }

    private static <T> Condition after(Key key, Field<T> column, @Nullable Object value) {
        boolean nullsFirst = key.direction().nullsFirst();
        if (value == null) {
            return nullsFirst ? column.isNotNull() : DSL.falseCondition();
        }
        var bound = bound(value, column);
        var beyond = key.descends() ? column.lt(bound) : column.gt(bound);
        return nullsFirst || !key.mayBeNull() ? beyond : beyond.or(column.isNull());
    }

    private static <T> Condition same(Field<T> column, @Nullable Object value) {
        return value == null ? column.isNull() : column.eq(bound(value, column));
    }
}
