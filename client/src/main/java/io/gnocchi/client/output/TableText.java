package io.gnocchi.client.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Results as tables of plain characters, as PrettyTable draws them.
final class TableText {
    private static final int NARROWEST_COLUMN = 8;
    private static final int NARROWEST_FIELD = 16;

    private final List<String> names;
    private final List<List<String>> rows;
    private final boolean[] right;
    private final int[] widths;

    private TableText(List<String> names, List<List<String>> rows, boolean[] right) {
        this.names = names;
        this.rows = rows;
        this.right = right;
        this.widths = new int[names.size()];
        measure();
    }

    static String rows(Result.Rows rows, int maxWidth, boolean printEmpty) {
        if (rows.rows().isEmpty() && !printEmpty) {
            return "\n";
        }
        var right = new boolean[rows.columns().size()];
        if (!rows.rows().isEmpty()) {
            for (int i = 0; i < right.length; i++) {
                right[i] = rows.rows().getFirst().get(i) instanceof Number;
            }
        }
        var cells = rows.rows().stream().map(TableText::cells).toList();
        return new TableText(rows.columns(), cells, right).draw(maxWidth, NARROWEST_COLUMN);
    }

    static String fields(Result.Fields fields, int maxWidth) {
        if (fields.fields().isEmpty()) {
            return "\n";
        }
        var rows = new ArrayList<List<String>>();
        fields.fields().forEach((name, value) -> rows.add(cells(Arrays.asList(name, value))));
        return new TableText(List.of("Field", "Value"), rows, new boolean[2])
                .draw(maxWidth, NARROWEST_FIELD);
    }

    private static List<String> cells(List<? extends @Nullable Object> row) {
        return row.stream()
                .map(PythonText::str)
                .map(text -> text.replace("\r\n", "\n").replace('\r', ' '))
                .toList();
    }

    private void measure() {
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            int widest =
                    rows.stream()
                            .flatMap(row -> Arrays.stream(row.get(column).split("\n", -1)))
                            .mapToInt(Columns::of)
                            .max()
                            .orElse(0);
            widths[i] = Math.max(Columns.of(names.get(i)), widest);
        }
    }

    private String draw(int maxWidth, int narrowest) {
        if (maxWidth > 0 && rule().length() > maxWidth) {
            shrink(maxWidth, narrowest);
        }
        String rule = rule();
        var text = new StringBuilder();
        text.append(rule).append('\n');
        line(text, names);
        text.append(rule).append('\n');
        rows.forEach(row -> row(text, row));
        return text.append(rule).append('\n').toString();
    }

    /// Columns wider than their share get less, the others keep what they have.
    private void shrink(int maxWidth, int narrowest) {
        int usable = Math.max(0, maxWidth - 1 - 3 * widths.length);
        int share = Math.max(0, usable / widths.length);
        int[] wide = IntStream.range(0, widths.length).filter(i -> widths[i] > share).toArray();
        int left = usable - Arrays.stream(widths).filter(width -> width <= share).sum();
        int each = Math.floorDiv(left, wide.length);
        for (int i : wide) {
            boolean last = i == wide[wide.length - 1];
            int limit = Math.max(narrowest, last ? left : each);
            widths[i] = Math.max(Columns.of(names.get(i)), Math.min(widths[i], limit));
            left -= each;
        }
    }

    private String rule() {
        return Arrays.stream(widths)
                .mapToObj(width -> "-".repeat(width + 2))
                .collect(Collectors.joining("+", "+", "+"));
    }

    private void row(StringBuilder text, List<String> row) {
        var cells = new ArrayList<List<String>>();
        for (int i = 0; i < row.size(); i++) {
            cells.add(lines(row.get(i), widths[i]));
        }
        int height = cells.stream().mapToInt(List::size).max().orElse(1);
        for (int y = 0; y < height; y++) {
            int line = y;
            line(
                    text,
                    cells.stream().map(cell -> line < cell.size() ? cell.get(line) : "").toList());
        }
    }

    private static List<String> lines(String cell, int width) {
        var lines = new ArrayList<String>();
        for (String line : cell.split("\n", -1)) {
            if (Columns.of(line) > width) {
                lines.addAll(Wrapping.lines(line, width));
            } else {
                lines.add(line);
            }
        }
        return lines;
    }

    private void line(StringBuilder text, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            String space = " ".repeat(Math.max(0, widths[i] - Columns.of(cell)));
            text.append("| ").append(right[i] ? space + cell : cell + space).append(' ');
        }
        text.append("|\n");
    }
}
