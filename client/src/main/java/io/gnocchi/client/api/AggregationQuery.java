package io.gnocchi.client.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A question to the older aggregation: one method over several metrics.
///
/// @param metrics ids; or one name, when there is a query
/// @param query a query for resources in the text language; null when metrics are named by id
public record AggregationQuery(
        List<String> metrics,
        @Nullable String query,
        String resourceType,
        @Nullable String aggregation,
        @Nullable String reaggregation,
        @Nullable String start,
        @Nullable String stop,
        @Nullable String granularity,
        @Nullable String neededOverlap,
        @Nullable List<String> groupby,
        boolean refresh,
        @Nullable String resample,
        @Nullable String fill) {

    String path() {
        Map<String, @Nullable Object> parameters = parameters();
        if (query == null) {
            parameters.put("metric", metrics);
            return "v1/aggregation/metric?" + Address.query(parameters);
        }
        parameters.put("filter", query);
        return "v1/aggregation/resource/%s/metric/%s?%s"
                .formatted(
                        Address.name(resourceType),
                        Address.name(metrics.getFirst()),
                        Address.query(parameters));
    }

    private Map<String, @Nullable Object> parameters() {
        var parameters = new LinkedHashMap<String, @Nullable Object>();
        parameters.put("start", start);
        parameters.put("stop", stop);
        parameters.put("aggregation", aggregation);
        parameters.put("reaggregation", reaggregation);
        parameters.put("granularity", granularity);
        parameters.put("needed_overlap", neededOverlap);
        parameters.put("groupby", groupby);
        parameters.put("refresh", refresh);
        parameters.put("resample", resample);
        parameters.put("fill", fill);
        return parameters;
    }
}
