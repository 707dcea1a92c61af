package io.gnocchi.server.sql;

import io.gnocchi.core.index.FilterField;
import io.gnocchi.core.index.FilterFields;
import io.gnocchi.core.index.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// An order of rows that users chose, made unique by the id, and the rows after one of them.
///
/// A page begins after the values of its marker, not after a number of rows, so the database walks
/// an index instead of counting. Row comparison `(a, b) > (?, ?)` would be shorter but knows
/// neither mixed directions nor nulls.
final class RowOrder {
    private final List<Key> keys = new ArrayList<>();

    private record Key(Field<?> field, SortKey.Direction direction) {}

    /// @param tail names of the fields that make every order unique
    /// @param fields what may be sorted by
    RowOrder(
            List<SortKey> sort,
            List<String> tail,
            FilterFields fields,
            Function<FilterField, Field<?>> columns) {
        for (var key : sort) {
            keys.add(new Key(columns.apply(fields.sortKey(key.key())), key.direction()));
        }
        for (var name : tail) {
            keys.add(new Key(columns.apply(fields.sortKey(name)), SortKey.Direction.ASC));
        }
    }

    /// The id a marker or a filter names; null when the text is no id.
    static @Nullable UUID id(@Nullable String text) {
        if (text == null || text.length() != 36) {
            return null;
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    List<SortField<?>> fields() {
        var fields = new ArrayList<SortField<?>>();
        for (var key : keys) {
            var field = key.direction().isDescending() ? key.field().desc() : key.field().asc();
            fields.add(key.direction().nullsFirst() ? field.nullsFirst() : field.nullsLast());
        }
        return fields;
    }

    /// The columns a marker has to be read with.
    List<Field<?>> columns() {
        return keys.stream().<Field<?>>map(Key::field).distinct().toList();
    }

    /// Whether a row comes after `marker`: equal in the first keys and after it in the next.
    Condition after(Record marker) {
        var after = DSL.noCondition();
        var same = DSL.noCondition();
        for (var key : keys) {
            after = after.or(same.and(after(key.field(), key.direction(), marker)));
            same = same.and(same(key.field(), marker));
        }
        return after;
    }

    private static <T> Condition after(Field<T> field, SortKey.Direction direction, Record marker) {
        T value = marker.get(field);
        if (value == null) {
            return direction.nullsFirst() ? field.isNotNull() : DSL.falseCondition();
        }
        var beyond = direction.isDescending() ? field.lt(value) : field.gt(value);
        return direction.nullsFirst() ? beyond : beyond.or(field.isNull());
    }

    private static <T> Condition same(Field<T> field, Record marker) {
        T value = marker.get(field);
        return value == null ? field.isNull() : field.eq(value);
    }
}
