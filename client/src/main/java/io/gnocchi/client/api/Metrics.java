package io.gnocchi.client.api;

import io.gnocchi.client.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The calls about metrics.
public final class Metrics {
    private static final String PATH = "v1/metric";

    private final Calls calls;

    Metrics(Calls calls) {
        this.calls = calls;
    }

    /// Those the caller may see.
    public List<Metric> list(Listing listing) {
        String path = PATH + "?" + Address.query(listing.parameters());
        return calls.pages("GET", path, listing.bound()).stream().map(Metric::of).toList();
    }

    /// One, with its policy and its resource.
    public Metric get(MetricPath path) {
        return new Metric(Calls.object(calls.get(path.path())));
    }

    /// Makes one that belongs to no resource.
    public Metric create(MetricRequest request) {
        return new Metric(Calls.object(calls.post(PATH + "/", request.json())));
    }

    /// Makes one inside a resource; it needs a name.
    public Metric create(String resource, MetricRequest request) {
        String name = request.name();
        if (name == null) {
            throw new IllegalArgumentException("a metric of a resource has a name");
        }
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put(name, request.json());
        String path = "v1/resource/generic/" + Address.name(resource) + "/metric/";
        var told = Calls.array(calls.post(path, body)).stream().map(Metric::of).toList();
        return told.stream()
                .filter(metric -> name.equals(metric.name()))
                .findFirst()
                .orElseGet(told::getFirst);
    }

    /// Deletes one, with its measures.
    public void delete(MetricPath path) {
        calls.delete(path.path());
    }

    /// Gives one another archive policy; its aggregates are kept as far as both policies have them.
    public Metric changePolicy(UUID id, String archivePolicy) {
        var response =
                calls.patch(MetricPath.of(id).path(), Map.of("archive_policy_name", archivePolicy));
        return new Metric(Json.object(Json.read(response.body())));
    }
}
