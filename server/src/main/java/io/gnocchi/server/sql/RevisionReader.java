package io.gnocchi.server.sql;

import io.gnocchi.core.model.Attribute;
import io.gnocchi.core.model.Resource;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// Reads rows of [RevisionColumns#selected], and turns attributes into what columns hold and back.
final class RevisionReader {
    private RevisionReader() {}

    /// A revision without its metrics, with the attributes of the type it was read through.
    static Resource revision(TypeLayout layout, Record row) {
        return new Resource(
                held(row, 0, UUID.class),
                held(row, 1, String.class),
                held(row, 2, String.class),
                (String) row.get(3),
                (String) row.get(4),
                (String) row.get(5),
                Micros.instant(held(row, 6, Long.class)),
                Micros.nullableInstant((Long) row.get(7)),
                Micros.instant(held(row, 8, Long.class)),
                Micros.nullableInstant((Long) row.get(9)),
                held(row, 10, Long.class),
                attributes(layout, row, RevisionColumns.attributesFrom()),
                Collections.emptySortedMap());
    }

    /// What a column holds that is never null. A cast, for conversions cost more than all the rest
    /// of a page.
    private static <T> T held(Record row, int column, Class<T> type) {
        return type.cast(Objects.requireNonNull(row.get(column)));
    }

    /// The attributes of a type.
    ///
    /// @param from the first column of a row of which [TypeLayout#columnsIn] is the rest
    static SortedMap<String, @Nullable Object> attributes(TypeLayout layout, Record row, int from) {
        var attributes = new TreeMap<String, @Nullable Object>();
        int at = from;
        for (var attribute : layout.type().attributes().entrySet()) {
            attributes.put(attribute.getKey(), value(attribute.getValue(), row.get(at)));
            at++;
        }
        return attributes;
    }

    private static @Nullable Object value(Attribute attribute, @Nullable Object held) {
        return attribute instanceof Attribute.Moment && held != null
                ? Micros.instant((Long) held)
                : held;
    }

    /// What a column holds for a value.
    static @Nullable Object held(@Nullable Object value) {
        return value instanceof Instant moment ? Micros.of(moment) : value;
    }
}
