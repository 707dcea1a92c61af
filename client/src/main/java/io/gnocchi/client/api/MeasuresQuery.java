package io.gnocchi.client.api;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which points are wanted; what is null is up to the server.
///
/// @param start the beginning of the period: ISO 8601, or relative as `-1 day`
/// @param stop the end of the period, exclusive
/// @param granularity in seconds or as a length of time
/// @param resample another granularity to compute, in seconds
public record MeasuresQuery(
        @Nullable String aggregation,
        @Nullable String start,
        @Nullable String stop,
        @Nullable String granularity,
        boolean refresh,
        @Nullable String resample) {
    /// All points of all granularities, by the mean.
    public static MeasuresQuery all() {
        return new MeasuresQuery(null, null, null, null, false, null);
    }

    /// By this aggregation method.
    public MeasuresQuery by(String method) {
        return new MeasuresQuery(method, start, stop, granularity, refresh, resample);
    }

    /// From one instant to the next, exclusive.
    public MeasuresQuery between(Instant from, Instant to) {
        return new MeasuresQuery(
                aggregation, from.toString(), to.toString(), granularity, refresh, resample);
    }

    /// Of this granularity.
    public MeasuresQuery every(String length) {
        return new MeasuresQuery(aggregation, start, stop, length, refresh, resample);
    }

    Map<String, @Nullable Object> parameters() {
        var parameters = new LinkedHashMap<String, @Nullable Object>();
        parameters.put("aggregation", aggregation);
        parameters.put("start", start);
        parameters.put("stop", stop);
        parameters.put("granularity", granularity);
        parameters.put("refresh", refresh);
        parameters.put("resample", resample);
        return parameters;
    }
}
