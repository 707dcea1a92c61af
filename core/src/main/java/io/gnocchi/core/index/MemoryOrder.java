package io.gnocchi.core.index;

import io.gnocchi.core.model.Refusal.NoMarker;
import io.gnocchi.core.model.Refusal.NoSortKey;
import io.gnocchi.core.model.RefusedException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Sorting and paging of rows in memory, as a database that sorts by bytes does it.
///
/// @param columns the value of each sort key in a row: all of one type, or null
/// @param id the unique column
record MemoryOrder<T>(Map<String, Function<T, @Nullable Object>> columns, Function<T, UUID> id) {

    /// Ids as unsigned 128-bit numbers.
    static final Comparator<UUID> IDS =
            (one, other) -> {
                int high =
                        Long.compareUnsigned(
                                one.getMostSignificantBits(), other.getMostSignificantBits());
                return high != 0
                        ? high
                        : Long.compareUnsigned(
                                one.getLeastSignificantBits(), other.getLeastSignificantBits());
            };

    /// Texts by code points, which is also the order of their UTF-8 bytes.
    static final Comparator<String> TEXTS =
            (one, other) -> {
                int end = Math.min(one.length(), other.length());
                for (int at = 0; at < end; at++) {
                    if (one.charAt(at) != other.charAt(at)) {
                        return Integer.compare(one.codePointAt(at), other.codePointAt(at));
                    }
                }
                return Integer.compare(one.length(), other.length());
            };

    List<T> page(List<T> rows, Page page) {
        var order = order(page.sort());
        Stream<T> sorted = rows.stream().sorted(order);
        if (page.marker() != null) {
            var marker = marker(rows, page.marker());
            sorted = sorted.filter(row -> order.compare(row, marker) > 0);
        }
        return sorted.limit(page.limit()).toList();
    }

    private T marker(List<T> rows, String text) {
        return rows.stream()
                .filter(row -> id.apply(row).toString().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new RefusedException(new NoMarker(text)));
    }

    private Comparator<T> order(List<SortKey> sort) {
        Comparator<T> order = (_, _) -> 0;
        for (var key : sort) {
            order = order.thenComparing(by(key));
        }
        return order.thenComparing(id, IDS);
    }

    private Comparator<T> by(SortKey key) {
        var column = columns.get(key.key());
        if (column == null) {
            throw new RefusedException(new NoSortKey(key.key()));
        }
        Comparator<Object> values = MemoryOrder::compareValues;
        var direction = key.direction();
        Comparator<Object> directed = direction.isDescending() ? values.reversed() : values;
        Comparator<@Nullable Object> nullable =
                direction.nullsFirst()
                        ? Comparator.nullsFirst(directed)
                        : Comparator.nullsLast(directed);
        return (one, other) -> nullable.compare(column.apply(one), column.apply(other));
    }

    @SuppressWarnings("unchecked") // A column holds values of one type, as its contract says.
    private static int compareValues(Object one, Object other) {
        return switch (one) {
            case UUID uuid -> IDS.compare(uuid, (UUID) other);
            case String text -> TEXTS.compare(text, (String) other);
            default -> ((Comparable<Object>) one).compareTo(other);
        };
    }
}
