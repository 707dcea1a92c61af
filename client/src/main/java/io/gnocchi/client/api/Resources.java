package io.gnocchi.client.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The calls about resources. Of every type there is: `generic` stands for all.
public final class Resources {
    private static final String PATH = "v1/resource/";

    private final Calls calls;

    Resources(Calls calls) {
        this.calls = calls;
    }

    /// Those of a type.
    public List<Resource> list(String type, Listing listing) {
        String path = PATH + Address.name(type) + "?" + Address.query(listing.parameters());
        return read(calls.pages("GET", path, listing.bound()));
    }

    /// Those a query in the text language finds, such as `host = "a" and cores > 4`.
    public List<Resource> search(String type, String query, Listing listing) {
        var parameters = listing.parameters();
        parameters.put("filter", query);
        String path = "v1/search/resource/" + Address.name(type) + "?" + Address.query(parameters);
        return read(calls.pages("POST", path, listing.bound()));
    }

    /// Those a query in JSON finds, such as `{"=": {"host": "a"}}`.
    public List<Resource> search(String type, Map<String, ?> query, Listing listing) {
        String path =
                "v1/search/resource/"
                        + Address.name(type)
                        + "?"
                        + Address.query(listing.parameters());
        return read(calls.pages("POST", path, query, listing.bound()));
    }

    /// All revisions of one, the oldest first unless the listing says otherwise.
    public List<Resource> history(String type, String id, Listing listing) {
        String path = one(type, id) + "/history?" + Address.query(listing.parameters());
        return read(calls.pages("GET", path, listing.bound()));
    }

    /// One by its id, or the id it was made with.
    public Resource get(String type, String id) {
        return new Resource(Calls.object(calls.get(one(type, id))));
    }

    /// Makes one: `id`, attributes, and `metrics` by name, each an id or a definition.
    public Resource create(String type, Map<String, ?> attributes) {
        return new Resource(Calls.object(calls.post(PATH + Address.name(type), attributes)));
    }

    /// Changes attributes; `metrics`, when given, are all that the resource has afterwards.
    public Resource update(String type, String id, Map<String, ?> attributes) {
        return new Resource(Calls.object(calls.patch(one(type, id), attributes)));
    }

    /// Deletes one of any type, with its metrics.
    public void delete(String id) {
        calls.delete(one("generic", id));
    }

    /// Deletes those that a query in the text language finds; all that the server told of it.
    public Map<String, @Nullable Object> deleteAll(String type, String query) {
        var parameters = new LinkedHashMap<String, @Nullable Object>();
        parameters.put("filter", query);
        String path = PATH + Address.name(type) + "/?" + Address.query(parameters);
        return Calls.object(calls.delete(path));
    }

    private static String one(String type, String id) {
        return PATH + Address.name(type) + "/" + Address.name(id);
    }

    private static List<Resource> read(List<@Nullable Object> elements) {
        return elements.stream().map(Resource::of).toList();
    }
}
