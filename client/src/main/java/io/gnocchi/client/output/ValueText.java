package io.gnocchi.client.output;

import java.util.stream.Collectors;

/// Results as bare values.
final class ValueText {
    private ValueText() {}

    static String rows(Result.Rows rows) {
        return rows.rows().stream()
                .map(row ->
                        row.stream().map(PythonText::str).collect(Collectors.joining(" ")) + "\n")
                .collect(Collectors.joining());
    }

    static String fields(Result.Fields fields) {
        return fields.fields().values().stream()
                .map(value -> PythonText.str(value) + "\n")
                .collect(Collectors.joining());
    }
}
