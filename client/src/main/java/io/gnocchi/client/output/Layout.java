package io.gnocchi.client.output;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a result is wanted.
///
/// @param format `table`, `json`, `csv`, `yaml`, `value` or `shell`
/// @param columns which columns; empty is all
/// @param sortColumns by which columns rows are sorted, the first one before the second
/// @param quote when CSV quotes: `all`, `minimal`, `none`, `nonnumeric`
/// @param compactJson whether JSON stands in one line
/// @param maxWidth how many columns of a terminal a table may take; 0 is any
/// @param prefix what stands before the names in `shell`
/// @param variables which names `shell` prints; empty is all
public record Layout(
        String format,
        List<String> columns,
        List<String> sortColumns,
        boolean descending,
        String quote,
        boolean compactJson,
        int maxWidth,
        boolean printEmpty,
        String prefix,
        List<String> variables) {

    /// As a table, all of it.
    public static Layout table() {
        return of("table");
    }

    /// In this format, all of it.
    public static Layout of(String format) {
        return new Layout(
                format, List.of(), List.of(), false, "nonnumeric", false, 0, false, "", List.of());
    }

    /// Whether people read it.
    public boolean forPeople() {
        return format.equals("table");
    }

    /// The text of a result. Throws [UnknownColumnException].
    public String lay(Result result) {
        return switch (result) {
            case Result.Silence _ -> "";
            case Result.Rows rows -> rows(rows);
            case Result.Fields fields -> fields(fields);
            case Result.Unwell unwell -> rows(unwell.told());
        };
    }

    private String rows(Result.Rows rows) {
        List<String> chosen = chosen(rows, rows.growing());
        Result.Rows part = Selection.of(Selection.sorted(rows, sortColumns, descending), chosen);
        return switch (format) {
            case "json" -> JsonText.rows(part, compactJson);
            case "csv" -> CsvText.of(part, quote);
            case "yaml" -> YamlText.rows(part);
            case "value" -> ValueText.rows(part);
            default -> TableText.rows(part, maxWidth, printEmpty);
        };
    }

    private String fields(Result.Fields fields) {
        List<String> chosen = chosen(fields, false);
        Result.Fields part = Selection.of(fields, chosen);
        return switch (format) {
            case "json" -> JsonText.fields(part, compactJson);
            case "shell" -> ShellText.of(part, prefix, variables);
            case "yaml" -> YamlText.fields(part);
            case "value" -> ValueText.fields(part);
            default -> TableText.fields(part, maxWidth);
        };
    }

    private @Nullable List<String> chosenOrNull(Result result) {
        List<String> chosen = result.columns().stream().filter(columns::contains).toList();
        return chosen.isEmpty() ? null : chosen;
    }

    private List<String> chosen(Result result, boolean growing) {
        if (columns.isEmpty()) {
            return result.columns();
        }
        List<String> chosen = chosenOrNull(result);
        if (chosen == null) {
            throw new UnknownColumnException(columns, result.columns(), growing);
        }
        return chosen;
    }
}
