package io.gnocchi.server.intake;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A line of InfluxDB's line protocol.
///
/// @param number counted from 1, where it begins
/// @param fields those that are numbers or booleans; texts are left out
/// @param timestamp in the precision of its request, null when the line has none
record Line(
        int number,
        String measurement,
        SortedMap<String, String> tags,
        Map<String, Double> fields,
        @Nullable Long timestamp) {
    Line {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        fields = Collections.unmodifiableMap(fields);
    }
}
