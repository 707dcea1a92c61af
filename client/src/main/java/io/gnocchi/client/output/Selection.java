package io.gnocchi.client.output;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sorting rows and choosing columns.
final class Selection {
    private Selection() {}

    static Result.Rows of(Result.Rows rows, List<String> columns) {
        if (columns.equals(rows.columns())) {
            return rows;
        }
        var indexes = columns.stream().map(rows.columns()::indexOf).toList();
        var chosen = new ArrayList<List<@Nullable Object>>();
        for (List<@Nullable Object> row : rows.rows()) {
            var part = new ArrayList<@Nullable Object>();
            indexes.forEach(index -> part.add(row.get(index)));
            chosen.add(part);
        }
        return new Result.Rows(columns, chosen, rows.growing());
    }

    static Result.Fields of(Result.Fields fields, List<String> columns) {
        var chosen = new LinkedHashMap<String, @Nullable Object>();
        columns.forEach(column -> chosen.put(column, fields.fields().get(column)));
        return new Result.Fields(chosen);
    }

    /// Sorted by columns that exist; a column whose values have no common order sorts nothing.
    static Result.Rows sorted(Result.Rows rows, List<String> by, boolean descending) {
        List<List<@Nullable Object>> sorted = rows.rows();
        for (String column : by.reversed()) {
            int index = rows.columns().indexOf(column);
            if (index >= 0) {
                sorted = sorted(sorted, index, descending);
            }
        }
        return new Result.Rows(rows.columns(), sorted, rows.growing());
    }

    private static List<List<@Nullable Object>> sorted(
            List<List<@Nullable Object>> rows, int index, boolean descending) {
        var copy = new ArrayList<>(rows);
        Comparator<List<@Nullable Object>> order =
                (one, other) -> compare(one.get(index), other.get(index));
        try {
            copy.sort(descending ? order.reversed() : order);
            return copy;
        } catch (ClassCastException unsortable) {
            return rows;
        }
    }

    private static int compare(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            return Boolean.compare(one == null, other == null);
        }
        if (one instanceof String text && other instanceof String second) {
            return Arrays.compare(text.codePoints().toArray(), second.codePoints().toArray());
        }
        if (one instanceof List<?> list && other instanceof List<?> second) {
            return compareLists(list, second);
        }
        return number(one).compareTo(number(other));
    }

    private static int compareLists(List<?> one, List<?> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            if (!one.get(i).equals(other.get(i))) {
                return compare(one.get(i), other.get(i));
            }
        }
        return Integer.compare(one.size(), other.size());
    }

    private static BigDecimal number(Object value) {
        return switch (value) {
            case Boolean truth -> truth ? BigDecimal.ONE : BigDecimal.ZERO;
            case Number number -> new BigDecimal(number.toString());
            default -> throw new ClassCastException("no order for " + value.getClass());
        };
    }
}
