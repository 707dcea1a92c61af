package io.gnocchi.client.output;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Results as JSON, laid out as Python's `json.dump` does.
final class JsonText {
    private final StringBuilder text = new StringBuilder();
    private final boolean compact;

    private JsonText(boolean compact) {
        this.compact = compact;
    }

    static String rows(Result.Rows rows, boolean compact) {
        var objects = new ArrayList<@Nullable Object>();
        for (List<@Nullable Object> row : rows.rows()) {
            var object = new LinkedHashMap<String, @Nullable Object>();
            for (int i = 0; i < row.size(); i++) {
                object.put(rows.columns().get(i), row.get(i));
            }
            objects.add(object);
        }
        return of(objects, compact);
    }

    static String fields(Result.Fields fields, boolean compact) {
        return of(fields.fields(), compact);
    }

    private static String of(Object value, boolean compact) {
        var json = new JsonText(compact);
        json.append(value, 0);
        return json.text.append('\n').toString();
    }

    private void append(@Nullable Object value, int depth) {
        switch (value) {
            case null -> text.append("null");
            case String words -> string(words);
            case Map<?, ?> members -> members(members, depth);
            case List<?> elements -> elements(elements, depth);
            case Boolean truth -> text.append(truth);
            case Double number -> number(number);
            default -> text.append(value);
        }
    }

    private void number(double number) {
        if (Double.isNaN(number)) {
            text.append("NaN");
        } else if (Double.isInfinite(number)) {
            text.append(number > 0 ? "Infinity" : "-Infinity");
        } else {
            text.append(PythonText.number(number));
        }
    }

    private void members(Map<?, ?> members, int depth) {
        text.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> member : members.entrySet()) {
            begin(first, depth + 1);
            string(String.valueOf(member.getKey()));
            text.append(": ");
            append(member.getValue(), depth + 1);
            first = false;
        }
        end(first, depth);
        text.append('}');
    }

    private void elements(List<?> elements, int depth) {
        text.append('[');
        boolean first = true;
        for (Object element : elements) {
            begin(first, depth + 1);
            append(element, depth + 1);
            first = false;
        }
        end(first, depth);
        text.append(']');
    }

    private void begin(boolean first, int depth) {
        text.append(first ? "" : compact ? ", " : ",");
        line(depth);
    }

    private void end(boolean empty, int depth) {
        if (!empty) {
            line(depth);
        }
    }

    private void line(int depth) {
        if (!compact) {
            text.append('\n').repeat(' ', 2 * depth);
        }
    }

    private void string(String words) {
        text.append('"');
        for (int i = 0; i < words.length(); i++) {
            char one = words.charAt(i);
            switch (one) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\f' -> text.append("\\f");
                case '\b' -> text.append("\\b");
                default -> {
                    if (one >= ' ' && one <= 0x7f) {
                        text.append(one);
                    } else {
                        text.append(String.format("\\u%04x", (int) one));
                    }
                }
            }
        }
        text.append('"');
    }
}
