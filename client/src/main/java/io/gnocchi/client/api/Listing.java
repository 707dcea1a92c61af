package io.gnocchi.client.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which part of a listing is wanted, and in which order.
///
/// @param details whether all attributes of typed resources are told
/// @param history whether former revisions are told
/// @param limit how many at most; null is all
/// @param marker the last one of what is known already
/// @param sort attributes to order by, each perhaps with `:asc`, `:desc` or `:desc-nullslast`
public record Listing(
        boolean details,
        boolean history,
        @Nullable Integer limit,
        @Nullable String marker,
        List<String> sort) {
    public Listing {
        sort = List.copyOf(sort);
    }

    /// Everything, in the server's order.
    public static Listing all() {
        return new Listing(false, false, null, null, List.of());
    }

    /// At most so many.
    public Listing first(int count) {
        return new Listing(details, history, count, marker, sort);
    }

    /// With former revisions.
    public Listing withHistory() {
        return new Listing(details, true, limit, marker, sort);
    }

    /// With all attributes.
    public Listing withDetails() {
        return new Listing(true, history, limit, marker, sort);
    }

    Map<String, @Nullable Object> parameters() {
        var parameters = new LinkedHashMap<String, @Nullable Object>();
        parameters.put("details", details ? "true" : null);
        parameters.put("history", history ? "true" : null);
        parameters.put("limit", limit == null || limit == 0 ? null : limit);
        parameters.put("marker", marker);
        parameters.put("sort", sort.isEmpty() ? null : sort);
        return parameters;
    }

    @Nullable Integer bound() {
        return limit == null || limit <= 0 ? null : limit;
    }
}
