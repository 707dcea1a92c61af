package io.gnocchi.server.api;

import io.gnocchi.core.index.Filter;
import io.gnocchi.core.index.Index;
import io.gnocchi.core.index.Page;
import io.gnocchi.core.index.ResourceQuery;
import io.gnocchi.core.index.SortKey;
import io.gnocchi.core.model.Resource;
import io.gnocchi.server.access.Access;
import io.gnocchi.server.access.Caller;
import io.gnocchi.server.access.Rule;
import io.gnocchi.server.wire.Json;
import io.gnocchi.server.wire.ResourceFilters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the resources whose metrics are to be brought together: all of them, however many.
record ResourceSearch(Index index, Access access) {
    private static final List<String> USUAL_ORDER = List.of("revision_start", "started_at");

    /// The resources the caller may see and the filter lets pass.
    ///
    /// @param groupBy the order, most significant first; when empty, the usual one
    /// @param history whether to find every revision
    List<Resource> find(
            Caller caller, String type, Filter filter, List<String> groupBy, boolean history) {
        var visible = access.visible(caller, Rule.SEARCH_RESOURCE);
        var sort =
                (groupBy.isEmpty() ? USUAL_ORDER : groupBy)
                        .stream().map(key -> new SortKey(key, SortKey.Direction.ASC)).toList();
        return index.searchResources(
                new ResourceQuery(
                        type,
                        new Filter.All(List.of(visible, filter)),
                        history,
                        false,
                        new Page(Integer.MAX_VALUE, null, sort)));
    }

    /// The filter of a request: its body, else the parameter `filter`; everything when it has
    /// neither.
    static Filter filter(Call call) {
        var body = call.jsonIfAny();
        var text = call.query().one("filter");
        if (body == null && text != null && !text.isBlank()) {
            return ResourceFilters.read(text, call.caller().creator());
        }
        return filter(body, call.caller());
    }

    /// A filter as clients write it, in JSON or as text in it; everything when there is none.
    static Filter filter(@Nullable Json query, Caller caller) {
        return switch (query) {
            case null -> Filter.EVERYTHING;
            case Json.Text(var text) -> ResourceFilters.read(text, caller.creator());
            default -> ResourceFilters.read(query, caller.creator());
        };
    }
}
