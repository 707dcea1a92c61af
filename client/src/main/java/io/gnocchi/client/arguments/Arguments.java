package io.gnocchi.client.arguments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was given on a command line: values by the keys of options and the names of parameters.
public final class Arguments {
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /// What was given and fits nothing.
    private final List<String> rest = new ArrayList<>();

    void add(String key, String value) {
        values.computeIfAbsent(key, _ -> new ArrayList<>()).add(value);
    }

    void replace(String key, List<String> by) {
        values.put(key, new ArrayList<>(by));
    }

    void mark(String key) {
        add(key, "");
    }

    void leave(String argument) {
        rest.add(argument);
    }

    /// Arguments that fit nothing, in their order.
    public List<String> rest() {
        return List.copyOf(rest);
    }

    /// Whether anything was given.
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /// How often it was given.
    public int times(String key) {
        return values.getOrDefault(key, List.of()).size();
    }

    /// The last value, null when there is none.
    public @Nullable String text(String key) {
        List<String> given = values.get(key);
        return given == null ? null : given.getLast();
    }

    /// The last value, or another.
    public String text(String key, String otherwise) {
        String given = text(key);
        return given == null ? otherwise : given;
    }

    /// The value of what must be given.
    public String needed(String key) {
        String given = text(key);
        if (given == null) {
            throw new IllegalStateException("the syntax does not ask for " + key);
        }
        return given;
    }

    /// All values.
    public List<String> all(String key) {
        return List.copyOf(values.getOrDefault(key, List.of()));
    }

    /// All values, null when there is none.
    public @Nullable List<String> allOrNull(String key) {
        return has(key) ? all(key) : null;
    }

    /// A whole number, null when it was not given.
    public @Nullable Integer whole(String key) {
        String given = text(key);
        return given == null ? null : Integer.valueOf(given.strip().replace("_", ""));
    }

    /// A number, null when it was not given.
    public @Nullable Double number(String key) {
        String given = text(key);
        return given == null ? null : ValueType.number(given);
    }
}
