package io.gnocchi.client.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a command found out.
public sealed interface Result {
    /// The columns there are, in their order.
    List<String> columns();

    /// Rows of the same columns.
    ///
    /// @param growing whether the columns depend on the rows, which messages show
    record Rows(List<String> columns, List<List<@Nullable Object>> rows, boolean growing)
            implements Result {
        public Rows {
            columns = List.copyOf(columns);
        }

        /// Rows of fixed columns.
        public static Rows of(List<String> columns, List<List<@Nullable Object>> rows) {
            return new Rows(columns, rows, false);
        }

        /// A row for every object, with the members that the columns name.
        public static List<List<@Nullable Object>> from(
                List<String> columns, List<Map<String, @Nullable Object>> objects) {
            var rows = new ArrayList<List<@Nullable Object>>();
            for (Map<String, @Nullable Object> object : objects) {
                var row = new ArrayList<@Nullable Object>();
                columns.forEach(column -> row.add(object.get(column)));
                rows.add(row);
            }
            return rows;
        }
    }

    /// The fields of one thing, ordered by name.
    record Fields(Map<String, @Nullable Object> fields) implements Result {
        public Fields {
            fields = new TreeMap<>(fields);
        }

        @Override
        public List<String> columns() {
            return List.copyOf(fields.keySet());
        }
    }

    /// A result that tells of something bad: the program ends with 1.
    record Unwell(Rows told) implements Result {
        @Override
        public List<String> columns() {
            return told.columns();
        }
    }

    /// Nothing to print.
    record Silence() implements Result {
        @Override
        public List<String> columns() {
            return List.of();
        }
    }
}
