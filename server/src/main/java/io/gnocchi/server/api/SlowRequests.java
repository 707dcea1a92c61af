package io.gnocchi.server.api;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells in the log of requests that took long: what kind of question it was and how much it was
/// about, never whose it was or what it named.
final class SlowRequests {
    private static final Logger LOG = LoggerFactory.getLogger(SlowRequests.class);
    private static final int LONGEST_VALUE = 64;
    private static final double MILLIS_PER_SECOND = 1e3;

    /// The parameters that tell nothing of a project.
    private static final List<String> TELLABLE =
            List.of(
                    "aggregation",
                    "details",
                    "fill",
                    "granularity",
                    "history",
                    "limit",
                    "needed_overlap",
                    "reaggregation",
                    "resample",
                    "start",
                    "stop",
                    "use_history");

    private final long leastNanos;

    /// @param least how long a request takes that is told; null for none
    SlowRequests(@Nullable Duration least) {
        leastNanos = least == null ? Long.MAX_VALUE : least.toNanos();
    }

    /// What of a query may be told.
    static Map<String, String> tellable(Query query) {
        var told = new TreeMap<String, String>();
        for (var name : TELLABLE) {
            var values = query.all(name);
            if (!values.isEmpty()) {
                var value = values.getFirst();
                told.put(name, value.substring(0, Math.min(value.length(), LONGEST_VALUE)));
            }
        }
        return told;
    }

    /// A request has been answered.
    void answered(Visit visit, int status, long nanos) {
        if (nanos < leastNanos) {
            return;
        }
        double seconds = Duration.ofNanos(nanos).toMillis() / MILLIS_PER_SECOND;
        var parameters =
                visit.parameters().entrySet().stream()
                        .map(entry -> " " + entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining());
        LOG.atWarn()
                .addKeyValue("method", visit.method())
                .addKeyValue("route", visit.route())
                .addKeyValue("status", status)
                .addKeyValue("seconds", seconds)
                .addKeyValue("points", visit.points())
                .addKeyValue("store_requests", visit.tally().requests())
                .addKeyValue("parameters", visit.parameters())
                .log(
                        String.format(
                                Locale.ROOT,
                                "slow: %s %s %d took %.3f s, %d points, %d store requests%s",
                                visit.method(),
                                visit.route(),
                                status,
                                seconds,
                                visit.points(),
                                visit.tally().requests(),
                                parameters));
    }
}
