package io.gnocchi.lab.compare;

import io.gnocchi.lab.json.Json;
import io.gnocchi.lab.json.JsonText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a server answered, made comparable: ids it minted are symbols, its own address and the time
/// of day are gone.
///
/// @param headers the ones that count, by name in lower case
record Answer(int status, Map<String, String> headers, Json body) {

    /// Headers whose value must be the same.
    static final List<String> COMPARED = List.of("content-type", "location", "link", "allow");

    /// Headers that must be there on both sides or on none.
    static final List<String> NOTICED = List.of("etag", "last-modified");

    Answer {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        var sorted = new TreeMap<>(headers);
        sorted.remove("content-type", "application/json");
        return status + " " + (sorted.isEmpty() ? "" : sorted + " ") + JsonText.write(body);
    }
}
