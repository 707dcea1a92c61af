package io.gnocchi.client.output;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Results as comma separated values, quoted and escaped as Python's `csv` does.
public final class CsvText {
    private CsvText() {}

    static String of(Result.Rows rows, String quote) {
        var text = new StringBuilder();
        line(text, rows.columns(), quote);
        rows.rows().forEach(row -> line(text, row, quote));
        return text.toString();
    }

    /// Appends a line; `quote` says when fields are quoted: `all`, `minimal`, `none`, `nonnumeric`.
    public static void line(
            StringBuilder text, List<? extends @Nullable Object> row, String quote) {
        for (int i = 0; i < row.size(); i++) {
            text.append(i == 0 ? "" : ",");
            Object value = row.get(i);
            String words = value == null ? "" : PythonText.str(value);
            boolean wanted =
                    switch (quote) {
                        case "all" -> true;
                        case "nonnumeric" -> !(value instanceof Number || value instanceof Boolean);
                        default -> false;
                    };
            boolean alone = words.isEmpty() && row.size() == 1;
            field(text, words, wanted || (alone && quote.equals("minimal")), quote);
        }
        text.append('\n');
    }

    private static void field(StringBuilder text, String words, boolean wanted, String quote) {
        boolean never = quote.equals("none");
        boolean quoted = wanted;
        var field = new StringBuilder();
        for (int i = 0; i < words.length(); i++) {
            char one = words.charAt(i);
            boolean special = one == ',' || one == '"' || one == '\\' || one == '\n';
            if (special && never) {
                field.append('\\');
            } else if (one == '"') {
                field.append('"');
                quoted = true;
            } else if (one == '\\') {
                field.append('\\');
            } else if (special) {
                quoted = true;
            }
            field.append(one);
        }
        text.append(quoted ? "\"" : "").append(field).append(quoted ? "\"" : "");
    }
}
