package io.gnocchi.core.segment;

import io.gnocchi.core.codec.MalformedException;
import io.gnocchi.core.model.AggregationMethod;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// Aggregation methods at rest: a number, their place in the list of all 216.
final class MethodPlaces {
    private static final Map<AggregationMethod, Integer> PLACES = new HashMap<>();

    static {
        AggregationMethod.values().forEach(method -> PLACES.put(method, PLACES.size()));
    }

    private MethodPlaces() {}

    static int of(AggregationMethod method) {
        return Objects.requireNonNull(PLACES.get(method), method::text);
    }

    static AggregationMethod at(long place) {
        if (place < 0 || place >= PLACES.size()) {
            throw new MalformedException("no aggregation method " + place);
        }
        return AggregationMethod.values().get((int) place);
    }
}
