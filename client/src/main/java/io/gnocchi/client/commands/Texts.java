package io.gnocchi.client.commands;

import io.gnocchi.client.json.Json;
import io.gnocchi.client.output.PythonText;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Objects inside a cell, as text.
final class Texts {
    private Texts() {}

    /// `- key: value, key: value`, a line for each.
    static String lines(@Nullable Object objects) {
        return Json.array(objects).stream()
                .map(Json::object)
                .map(object -> "- " + pairs(object, ": ", ", "))
                .collect(Collectors.joining("\n"));
    }

    /// `- name: key: value , key: value`, a line for each member.
    static String named(Map<String, @Nullable Object> objects) {
        return objects.entrySet().stream()
                .map(member ->
                        "- %s: %s"
                                .formatted(
                                        member.getKey(),
                                        pairs(Json.object(member.getValue()), ": ", " , ")))
                .collect(Collectors.joining("\n"));
    }

    static String pairs(Map<String, @Nullable Object> object, String equals, String separator) {
        return object.entrySet().stream()
                .map(member -> member.getKey() + equals + PythonText.str(member.getValue()))
                .collect(Collectors.joining(separator));
    }

    /// `key: value, key: value`, ordered by key.
    static String group(Map<String, @Nullable Object> group) {
        return pairs(new java.util.TreeMap<>(group), ": ", ", ");
    }

    static String joined(@Nullable Object words) {
        return String.join(", ", strings(words));
    }

    static List<String> strings(@Nullable Object words) {
        return Json.array(words).stream().map(PythonText::str).toList();
    }
}
