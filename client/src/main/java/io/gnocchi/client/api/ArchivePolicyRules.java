package io.gnocchi.client.api;

import io.gnocchi.client.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The calls about archive policy rules.
public final class ArchivePolicyRules {
    private static final String PATH = "v1/archive_policy_rule/";

    private final Calls calls;

    ArchivePolicyRules(Calls calls) {
        this.calls = calls;
    }

    /// All of them.
    public List<ArchivePolicyRule> list() {
        return Calls.array(calls.get(PATH)).stream()
                .map(Json::object)
                .map(ArchivePolicyRule::new)
                .toList();
    }

    /// One by its name.
    public ArchivePolicyRule get(String name) {
        return new ArchivePolicyRule(Calls.object(calls.get(PATH + Address.name(name))));
    }

    /// Makes one.
    public ArchivePolicyRule create(String name, String metricPattern, String archivePolicyName) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("name", name);
        body.put("metric_pattern", metricPattern);
        body.put("archive_policy_name", archivePolicyName);
        return new ArchivePolicyRule(Calls.object(calls.post(PATH, body)));
    }

    /// Gives it another name.
    public ArchivePolicyRule rename(String name, String newName) {
        var response = calls.patch(PATH + Address.name(name), Map.of("name", newName));
        return new ArchivePolicyRule(Calls.object(response));
    }

    /// Deletes it; metrics keep their policies.
    public void delete(String name) {
        calls.delete(PATH + Address.name(name));
    }
}
