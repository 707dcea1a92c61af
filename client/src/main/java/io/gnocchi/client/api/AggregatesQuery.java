package io.gnocchi.client.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to be computed over which metrics; what is null is up to the server.
///
/// @param operations as text, `(aggregate mean (metric cpu mean))`, or as lists
/// @param search a query for resources, text or JSON; null when the operations name metrics by id
/// @param groupby attributes by whose values resources are grouped; null makes no groups
public record AggregatesQuery(
        Object operations,
        @Nullable Object search,
        String resourceType,
        @Nullable String start,
        @Nullable String stop,
        @Nullable String granularity,
        @Nullable Double neededOverlap,
        @Nullable List<String> groupby,
        @Nullable String fill,
        boolean useHistory) {

    /// These operations, over all there is.
    public static AggregatesQuery of(Object operations) {
        return new AggregatesQuery(
                operations, null, "generic", null, null, null, null, null, null, false);
    }

    /// Over the metrics of the resources that a query finds.
    public AggregatesQuery over(String type, Object query) {
        return new AggregatesQuery(
                operations,
                query,
                type,
                start,
                stop,
                granularity,
                neededOverlap,
                groupby,
                fill,
                useHistory);
    }

    String path() {
        var parameters = new LinkedHashMap<String, @Nullable Object>();
        parameters.put("start", start);
        parameters.put("stop", stop);
        parameters.put("granularity", granularity);
        parameters.put("needed_overlap", neededOverlap);
        parameters.put("fill", fill);
        parameters.put("details", false);
        if (useHistory) {
            parameters.put("use_history", true);
        }
        if (search != null) {
            parameters.put("groupby", groupby);
        }
        return "v1/aggregates?" + Address.query(parameters);
    }

    Map<String, @Nullable Object> body() {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("operations", operations);
        if (search != null) {
            body.put("search", search);
            body.put("resource_type", resourceType);
        }
        return body;
    }

    boolean grouped() {
        return search != null && groupby != null;
    }
}
