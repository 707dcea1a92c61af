package io.gnocchi.client.output;

import java.util.List;
import java.util.Locale;

/// Fields as assignments that a shell reads.
final class ShellText {
    private ShellText() {}

    static String of(Result.Fields fields, String prefix, List<String> variables) {
        var text = new StringBuilder();
        fields.fields()
                .forEach((field, value) -> {
                    String name = field.toLowerCase(Locale.ROOT).replace(' ', '_');
                    if (variables.isEmpty() || variables.contains(name)) {
                        String words = PythonText.str(value);
                        text.append(prefix)
                                .append(name.replace(':', '_').replace('-', '_'))
                                .append("=\"")
                                .append(
                                        value instanceof String
                                                ? words.replace("\"", "\\\"")
                                                : words)
                                .append("\"\n");
                    }
                });
        return text.toString();
    }
}
