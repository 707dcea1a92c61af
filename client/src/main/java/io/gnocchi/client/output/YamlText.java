package io.gnocchi.client.output;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Results as YAML in block style, laid out as PyYAML does.
final class YamlText {
    private final YamlScalars scalars = new YamlScalars();

    private YamlText() {}

    static String rows(Result.Rows rows) {
        var objects = new ArrayList<@Nullable Object>();
        for (List<@Nullable Object> row : rows.rows()) {
            var object = new LinkedHashMap<String, @Nullable Object>();
            for (int i = 0; i < row.size(); i++) {
                object.put(rows.columns().get(i), row.get(i));
            }
            objects.add(object);
        }
        return document(objects);
    }

    static String fields(Result.Fields fields) {
        var text = new StringBuilder();
        fields.fields()
                .forEach((name, value) -> {
                    var one = new LinkedHashMap<String, @Nullable Object>();
                    one.put(name, value);
                    text.append(document(one));
                });
        return text.toString();
    }

    private static String document(Object value) {
        var yaml = new YamlText();
        switch (value) {
            case List<?> elements when !elements.isEmpty() -> yaml.elements(elements, 0);
            case Map<?, ?> members when !members.isEmpty() -> yaml.members(members, 0);
            default -> yaml.scalars.raw(value instanceof List ? "[]" : "{}");
        }
        return yaml.scalars.finished();
    }

    private void members(Map<?, ?> members, int indent) {
        var sorted = new TreeMap<String, @Nullable Object>();
        members.forEach((name, value) -> sorted.put(String.valueOf(name), value));
        sorted.forEach((name, value) -> {
            scalars.indent(indent);
            scalars.key(name, indent + 2);
            scalars.raw(":");
            value(value, indent, false);
        });
    }

    private void elements(List<?> elements, int indent) {
        for (Object element : elements) {
            scalars.indent(indent);
            scalars.raw("-");
            scalars.nested();
            value(element, indent, true);
        }
    }

    /// A sequence inside a mapping is not indented; anything else is.
    private void value(@Nullable Object value, int indent, boolean inSequence) {
        switch (value) {
            case List<?> elements when !elements.isEmpty() ->
                    elements(elements, inSequence ? indent + 2 : indent);
            case Map<?, ?> members when !members.isEmpty() -> members(members, indent + 2);
            case List<?> _ -> scalars.raw(" []");
            case Map<?, ?> _ -> scalars.raw(" {}");
            case null, default -> scalars.value(value, indent + 2);
        }
    }
}
