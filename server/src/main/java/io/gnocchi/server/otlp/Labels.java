package io.gnocchi.server.otlp;

import io.gnocchi.core.model.MalformedException;
import java.util.SortedMap;
import java.util.TreeMap;

/// Attributes while they are read: texts by key. An empty text is a value like any other.
final class Labels {
    private static final int MAX_ATTRIBUTES = 1000;

    private final SortedMap<String, String> texts = new TreeMap<>();

    /// @throws MalformedException when there is no key, or there are too many
    void put(String key, String text) {
        if (key.isEmpty()) {
            throw new MalformedException("an attribute has no key");
        }
        texts.put(key, text);
        if (texts.size() > MAX_ATTRIBUTES) {
            throw new MalformedException("more than %d attributes".formatted(MAX_ATTRIBUTES));
        }
    }

    /// The same with something before each key.
    void putAll(String prefix, SortedMap<String, String> others) {
        others.forEach((key, text) -> put(prefix + key, text));
    }

    SortedMap<String, String> texts() {
        return texts;
    }
}
