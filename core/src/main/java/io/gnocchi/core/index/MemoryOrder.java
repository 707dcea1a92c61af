package io.gnocchi.core.index;

import io.gnocchi.core.model.Refusal.NoMarker;
import io.gnocchi.core.model.RefusedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Sorting and paging of rows in memory, as a database that sorts by bytes does it.
///
/// @param fields what may be sorted by
/// @param value of a named field in a row
/// @param tail fields that make every order unique
/// @param marker what a client shows to go on after a row
record MemoryOrder<T>(
        FilterFields fields,
        BiFunction<T, String, @Nullable Object> value,
        List<String> tail,
        Function<T, String> marker) {

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

    /// The rows of a page.
    ///
    /// @param rows among which the marker is looked for
    /// @param shown which of them the listing shows
    List<T> page(Collection<T> rows, Predicate<T> shown, Page page) {
        var order = order(page.sort());
        var sorted = rows.stream().filter(shown).sorted(order);
        if (page.marker() != null) {
            var marked = marked(rows, page.marker());
            sorted = sorted.filter(row -> order.compare(row, marked) > 0);
        }
        return sorted.limit(page.limit()).toList();
    }

    private T marked(Collection<T> rows, String text) {
        return rows.stream()
                .filter(row -> marker.apply(row).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new RefusedException(new NoMarker(text)));
    }

    private Comparator<T> order(List<SortKey> sort) {
        var keys = new ArrayList<>(sort);
        tail.forEach(name -> keys.add(new SortKey(name, SortKey.Direction.ASC)));
        Comparator<T> order = (_, _) -> 0;
        for (var key : keys) {
            order = order.thenComparing(by(fields.sortKey(key.key()), key.direction()));
        }
        return order;
    }

    private Comparator<T> by(FilterField field, SortKey.Direction direction) {
        Comparator<Object> values = MemoryOrder::compare;
        Comparator<Object> directed = direction.isDescending() ? values.reversed() : values;
        Comparator<@Nullable Object> nullable =
                direction.nullsFirst()
                        ? Comparator.nullsFirst(directed)
                        : Comparator.nullsLast(directed);
        return (one, other) ->
                nullable.compare(value.apply(one, field.name()), value.apply(other, field.name()));
    }

    /// Two values of one field.
    @SuppressWarnings("unchecked") // A field holds values of one type, as its contract says.
    static int compare(Object one, Object other) {
        return switch (one) {
            case UUID uuid -> IDS.compare(uuid, (UUID) other);
            case String text -> TEXTS.compare(text, (String) other);
            // Adding zero makes the two zeros equal, as they are to databases.
            case Double number -> Double.compare(number + 0.0, (Double) other + 0.0);
            default -> ((Comparable<Object>) one).compareTo(other);
        };
    }
}
