package io.gnocchi.client.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The calls about measures.
public final class Measures {
    private final Calls calls;

    Measures(Calls calls) {
        this.calls = calls;
    }

    /// Posts measures of a metric; durable when it returns.
    public void add(UUID metric, List<Measure> measures) {
        add(MetricPath.of(metric), measures);
    }

    /// Posts measures of a metric; durable when it returns.
    public void add(MetricPath metric, List<Measure> measures) {
        addAsWritten(metric, json(measures));
    }

    /// Posts measures as the server reads them: objects with `timestamp`, perhaps relative, and
    /// `value`.
    public void addAsWritten(MetricPath metric, List<? extends @Nullable Object> measures) {
        calls.post(metric.path() + "/measures", measures);
    }

    /// Posts measures of several metrics by their ids.
    public void addAll(Map<UUID, List<Measure>> measures) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        measures.forEach((metric, some) -> body.put(metric.toString(), json(some)));
        addBatch(body);
    }

    /// Posts a batch by metric ids as the server reads it.
    public void addBatch(@Nullable Object batch) {
        calls.post("v1/batch/metrics/measures", batch);
    }

    /// Posts a batch by resources and metric names as the server reads it; unknown metrics are made
    /// when asked for.
    public void addResourceBatch(@Nullable Object batch, boolean createMetrics) {
        var parameters = new LinkedHashMap<String, @Nullable Object>();
        parameters.put("create_metrics", createMetrics);
        calls.post("v1/batch/resources/metrics/measures?" + Address.query(parameters), batch);
    }

    /// Posts measures by metric ids and is told what does not count. Sending them again does no
    /// harm, so that a broken line is tried again.
    ///
    /// @param late whether measures from before what can still change are kept too
    public Acceptance importAll(Map<String, List<Measure>> measures, boolean late) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        measures.forEach((metric, some) -> body.put(metric, json(some)));
        return Acceptance.of(
                calls.postAgain(
                        "v1/batch/metrics/measures?" + Address.query(parameters(late)), body));
    }

    /// Posts measures by resources and metric names and is told what does not count; as above.
    public Acceptance importAll(
            Map<String, Map<String, List<Measure>>> measures, boolean createMetrics, boolean late) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        measures.forEach((resource, metrics) -> {
            var named = new LinkedHashMap<String, @Nullable Object>();
            metrics.forEach((metric, some) -> named.put(metric, json(some)));
            body.put(resource, named);
        });
        var parameters = new LinkedHashMap<String, @Nullable Object>();
        parameters.put("create_metrics", createMetrics);
        parameters.putAll(parameters(late));
        return Acceptance.of(
                calls.postAgain(
                        "v1/batch/resources/metrics/measures?" + Address.query(parameters), body));
    }

    private static Map<String, @Nullable Object> parameters(boolean late) {
        var parameters = new LinkedHashMap<String, @Nullable Object>();
        parameters.put("report", "true");
        if (late) {
            parameters.put("import", "true");
        }
        return parameters;
    }

    /// The points of a metric.
    public List<Point> of(UUID metric, MeasuresQuery query) {
        return of(MetricPath.of(metric), query);
    }

    /// The points of a metric.
    public List<Point> of(MetricPath metric, MeasuresQuery query) {
        String path = metric.path() + "/measures?" + Address.query(query.parameters());
        return Point.list(Calls.array(calls.get(path)));
    }

    /// Timestamps are numbers where all are exact as such, which are sooner written and read than
    /// dates. The first of a list decides for all how the server reads them.
    private static List<@Nullable Object> json(List<Measure> measures) {
        boolean areWhole =
                measures.stream().map(Measure::timestamp).allMatch(Measures::isWholeSeconds);
        var json = new ArrayList<@Nullable Object>(measures.size());
        for (Measure measure : measures) {
            var timestamp = measure.timestamp();
            var one = new LinkedHashMap<String, @Nullable Object>();
            one.put("timestamp", areWhole ? timestamp.getEpochSecond() : timestamp.toString());
            one.put("value", measure.value());
            json.add(one);
        }
        return json;
    }

    private static boolean isWholeSeconds(Instant timestamp) {
        return timestamp.getNano() == 0 && timestamp.getEpochSecond() >= 0;
    }
}
