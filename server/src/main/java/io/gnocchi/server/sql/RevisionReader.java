package io.gnocchi.server.sql;

import io.gnocchi.core.model.Attribute;
import io.gnocchi.core.model.Resource;
import java.time.Instant;
import java.util.Collections;
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
                row.get(0, UUID.class),
                row.get(1, String.class),
                row.get(2, String.class),
                row.get(3, String.class),
                row.get(4, String.class),
                row.get(5, String.class),
                Micros.instant(row.get(6, Long.class)),
                Micros.nullableInstant(row.get(7, Long.class)),
                Micros.instant(row.get(8, Long.class)),
                Micros.nullableInstant(row.get(9, Long.class)),
                row.get(10, Long.class),
                attributes(layout, row, RevisionColumns.attributesFrom()),
                Collections.emptySortedMap());
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
