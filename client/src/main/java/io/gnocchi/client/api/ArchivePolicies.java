package io.gnocchi.client.api;

import io.gnocchi.client.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The calls about archive policies.
public final class ArchivePolicies {
    private static final String PATH = "v1/archive_policy/";

    private final Calls calls;

    ArchivePolicies(Calls calls) {
        this.calls = calls;
    }

    /// All of them.
    public List<ArchivePolicy> list() {
        return Calls.array(calls.get(PATH)).stream()
                .map(Json::object)
                .map(ArchivePolicy::new)
                .toList();
    }

    /// One by its name.
    public ArchivePolicy get(String name) {
        return new ArchivePolicy(Calls.object(calls.get(PATH + Address.name(name))));
    }

    /// Makes one; what is null is up to the server.
    public ArchivePolicy create(
            String name,
            List<ArchivePolicy.Line> definition,
            @Nullable Long backWindow,
            @Nullable List<String> aggregationMethods) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("name", name);
        if (backWindow != null) {
            body.put("back_window", backWindow);
        }
        if (aggregationMethods != null) {
            body.put("aggregation_methods", aggregationMethods);
        }
        body.put("definition", ArchivePolicy.json(definition));
        return new ArchivePolicy(Calls.object(calls.post(PATH, body)));
    }

    /// Gives it another definition of the same granularities.
    public ArchivePolicy update(String name, List<ArchivePolicy.Line> definition) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("definition", ArchivePolicy.json(definition));
        return new ArchivePolicy(Calls.object(calls.patch(PATH + Address.name(name), body)));
    }

    /// Deletes one that no metric has.
    public void delete(String name) {
        calls.delete(PATH + Address.name(name));
    }
}
