package io.gnocchi.client.commands;

import io.gnocchi.client.api.ArchivePolicy;
import io.gnocchi.client.api.ArchivePolicyRule;
import io.gnocchi.client.api.Gnocchi;
import io.gnocchi.client.api.Listing;
import io.gnocchi.client.api.Resource;
import io.gnocchi.client.api.ResourceType;
import java.util.List;
import java.util.Objects;

/// The names that the server knows, of a kind of things.
public final class NameSource {
    private static final int MOST = 200;

    private NameSource() {}

    /// At most a few hundred of them.
    public static List<String> names(Gnocchi gnocchi, String kind, Listing listing) {
        return switch (kind) {
            case PolicyCommands.KIND ->
                    gnocchi.archivePolicies().list().stream().map(ArchivePolicy::name).toList();
            case RuleCommands.KIND ->
                    gnocchi.archivePolicyRules().list().stream()
                            .map(ArchivePolicyRule::name)
                            .toList();
            case ResourceTypeCommands.KIND ->
                    gnocchi.resourceTypes().list().stream().map(ResourceType::name).toList();
            case ResourceCommands.KIND ->
                    gnocchi.resources().list("generic", listing.first(MOST)).stream()
                            .map(Resource::originalId)
                            .toList();
            case MetricCommands.KIND ->
                    gnocchi.metrics().list(listing.first(MOST)).stream()
                            .map(metric -> Objects.toString(metric.fields().get("id")))
                            .toList();
            default -> List.of();
        };
    }

    /// The names of a resource's metrics.
    public static List<String> metricsOf(Gnocchi gnocchi, String resource) {
        return List.copyOf(gnocchi.resources().get("generic", resource).metrics().keySet());
    }

    /// Those that differ from a name in few letters.
    public static List<String> near(Gnocchi gnocchi, String kind, String typed, Listing listing) {
        return Likeness.near(typed, names(gnocchi, kind, listing));
    }
}
