package io.gnocchi.server.api;

import io.gnocchi.core.index.Filter;
import io.gnocchi.core.index.Index;
import io.gnocchi.core.index.Page;
import io.gnocchi.core.index.ResourceQuery;
import io.gnocchi.core.model.Resource;
import io.gnocchi.server.access.Access;
import io.gnocchi.server.access.Rule;
import io.gnocchi.server.wire.Documents;
import io.gnocchi.server.wire.ResourceFilters;
import io.gnocchi.server.wire.ResourceIdText;
import java.util.List;
import java.util.Set;

/// Lists of resources: all of a type, those a filter lets pass, the revisions of one.
final class ResourceListRoutes {
    private static final String ALL = "/v1/resource/{type}";
    // The blanks have always been there.
    private static final String EMPTY_QUERY =
            "caution: the query can not be empty, or it will                   delete entire"
                    + " database";
    private static final List<String> DEFAULT_SORT =
            List.of("revision_start:asc", "started_at:asc");

    private final Index index;
    private final Access access;
    private final int maxLimit;

    ResourceListRoutes(Index index, Access access, int maxLimit) {
        this.index = index;
        this.access = access;
        this.maxLimit = maxLimit;
    }

    List<Route> routes() {
        return List.of(
                Route.get(ALL, this::list),
                Route.delete(ALL, this::deleteMatching),
                Route.get(ALL + "/{id}/history", this::history),
                Route.post("/v1/search/resource/{type}", this::search));
    }

    private Reply list(Call call) {
        var visible = access.visible(call.caller(), Rule.LIST_RESOURCE);
        var text = call.query().one("filter");
        var wanted =
                text == null || text.isBlank()
                        ? Filter.EVERYTHING
                        : ResourceFilters.read(text, call.caller().creator());
        return page(call, visible, wanted, call.query().flag("history", false));
    }

    private Reply search(Call call) {
        var wanted = ResourceSearch.filter(call);
        var visible = access.visible(call.caller(), Rule.SEARCH_RESOURCE);
        return page(call, visible, wanted, call.query().flag("history", false));
    }

    private Reply history(Call call) {
        var id = ResourceIdText.inPath(call.path("id"), call.caller().creator());
        var resource = index.resource(call.path("type"), id);
        access.requireVisible(call.caller(), Rule.GET_RESOURCE, resource);
        var own = new Filter.Compare("id", Filter.Comparison.EQUAL, id);
        return page(call, Filter.EVERYTHING, own, true);
    }

    private Reply page(Call call, Filter visible, Filter wanted, boolean history) {
        var paging = Paging.of(call, maxLimit, DEFAULT_SORT);
        var query =
                new ResourceQuery(
                        call.path("type"),
                        new Filter.All(List.of(visible, wanted)),
                        history,
                        call.query().flag("details", false),
                        paging.page());
        var attributes = Set.copyOf(call.query().all("attrs"));
        var resources = index.searchResources(query);
        var last = resources.isEmpty() ? "" : marker(resources.getLast(), history);
        var reply = Reply.ok(json -> Documents.write(json, resources, attributes));
        return paging.linked(reply, call, resources.size(), last);
    }

    private static String marker(Resource resource, boolean history) {
        return history ? resource.id() + "@" + resource.revision() : resource.id().toString();
    }

    private Reply deleteMatching(Call call) {
        var wanted = ResourceSearch.filter(call);
        if (wanted.equals(Filter.EVERYTHING)) {
            throw Problem.of(400, EMPTY_QUERY);
        }
        var type = call.path("type");
        var own = access.visible(call.caller(), Rule.DELETE_RESOURCES);
        requireNoForeign(call, wanted);
        int deleted = index.deleteResources(type, new Filter.All(List.of(own, wanted)));
        return Reply.ok(json -> json.beginObject().name("deleted").value(deleted).endObject());
    }

    /// Turns down who would delete what others made, and could see it.
    private void requireNoForeign(Call call, Filter wanted) {
        var foreign = new Filter.All(List.of(access.undeletable(call.caller()), wanted));
        var first = new Page(1, null, List.of());
        var query = new ResourceQuery(call.path("type"), foreign, false, false, first);
        if (!index.searchResources(query).isEmpty()) {
            throw Problem.of(403, "Some of these resources are not yours; none was deleted");
        }
    }
}
