package io.gnocchi.server.intake;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.index.NewMetric;
import io.gnocchi.core.index.NewResource;
import io.gnocchi.core.index.TypeChange;
import io.gnocchi.core.model.ArchivePolicyRule;
import io.gnocchi.core.model.ArchivePolicyRules;
import io.gnocchi.core.model.Attribute;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Resource;
import io.gnocchi.core.model.ResourceType;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What of a delivery exists already, and so what is still to be made.
///
/// @param resources those that exist
/// @param metrics those that exist; grows as others are made
record Standing(
        Delivery delivery, Map<UUID, Resource> resources, Map<Delivery.Place, Metric> metrics) {

    /// A resource that exists and is of another type, if any.
    @Nullable Resource stranger() {
        var type = delivery.resourceType();
        if (type.equals(Index.GENERIC)) {
            return null;
        }
        return resources.values().stream()
                .filter(resource -> !resource.type().equals(type))
                .findFirst()
                .orElse(null);
    }

    List<Delivery.Place> missingMetrics() {
        return delivery.places().stream().filter(place -> !metrics.containsKey(place)).toList();
    }

    List<Delivery.Source> missingResources() {
        return delivery.sources().values().stream()
                .filter(source -> !resources.containsKey(source.id()))
                .toList();
    }

    /// Existing resources that are to get metrics.
    List<Resource> growingResources() {
        var growing =
                missingMetrics().stream()
                        .map(Delivery.Place::resourceId)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        return resources.values().stream()
                .filter(resource -> growing.contains(resource.id()))
                .toList();
    }

    /// The missing metrics, each with the archive policy that the rules give its name.
    List<NewMetric> freshMetrics(List<ArchivePolicyRule> rules, Supplier<UUID> ids) {
        var ordered = new ArchivePolicyRules(rules);
        var policies = new HashMap<String, String>();
        return missingMetrics().stream()
                .map(place ->
                        new NewMetric(
                                ids.get(),
                                delivery.creator(),
                                place.name(),
                                delivery.unit(place),
                                place.resourceId(),
                                policies.computeIfAbsent(
                                        place.name(), name -> requiredPolicy(ordered, name))))
                .toList();
    }

    private String requiredPolicy(ArchivePolicyRules rules, String metricName) {
        var policy = policy(rules, metricName);
        if (policy == null) {
            throw new IntakeRefusedException(new IntakeRefusal.NoPolicy(metricName));
        }
        return policy;
    }

    private @Nullable String policy(ArchivePolicyRules rules, String metricName) {
        if (delivery.policy() != null) {
            return delivery.policy();
        }
        var rule = rules.match(metricName);
        return rule == null ? null : rule.archivePolicyName();
    }

    /// What of it cannot be taken, and why: metrics without policy, and those of resources that are
    /// of another type or cannot be described.
    ///
    /// @param type of the resources to be made
    Map<Delivery.Place, String> unfit(List<ArchivePolicyRule> rules, ResourceType type) {
        var ordered = new ArchivePolicyRules(rules);
        var unfitResources = unfitResources(type);
        var unfit = new LinkedHashMap<Delivery.Place, String>();
        for (var place : delivery.places()) {
            var why = unfitResources.get(place.resourceId());
            if (why != null) {
                unfit.put(place, why);
            } else if (!metrics.containsKey(place) && policy(ordered, place.name()) == null) {
                unfit.put(place, new IntakeRefusal.NoPolicy(place.name()).reason());
            }
        }
        return unfit;
    }

    private Map<UUID, String> unfitResources(ResourceType type) {
        var unfit = new HashMap<UUID, String>();
        if (!type.name().equals(Index.GENERIC)) {
            for (var resource : resources.values()) {
                if (!resource.type().equals(type.name())) {
                    unfit.put(
                            resource.id(),
                            "Resource %s is of type %s, not %s"
                                    .formatted(resource.id(), resource.type(), type.name()));
                }
            }
        }
        for (var source : missingResources()) {
            try {
                var _ = attributes(source, type);
            } catch (IntakeRefusedException e) {
                unfit.put(source.id(), e.refusal().reason());
            }
        }
        return unfit;
    }

    /// What the missing resources are described by and the type has not.
    ///
    /// @param most how many attributes the type may have in the end
    Map<String, TypeChange.Definition> missingAttributes(ResourceType type, int most) {
        var attribute = new Attribute.Text(false, 0, LabelledResource.MAX_ATTRIBUTE_LENGTH);
        var missing = new LinkedHashMap<String, TypeChange.Definition>();
        for (var source : missingResources()) {
            for (var name : source.attributes().keySet()) {
                boolean fits = type.attributes().size() + missing.size() < most;
                if (fits && !type.attributes().containsKey(name)) {
                    missing.put(name, new TypeChange.Definition(attribute, null));
                }
            }
        }
        return missing;
    }

    /// The missing resources.
    List<NewResource> freshResources(ResourceType type, Instant now) {
        return missingResources().stream()
                .map(source ->
                        new NewResource(
                                source.id(),
                                source.originalId(),
                                type.name(),
                                delivery.creator(),
                                null,
                                null,
                                now,
                                null,
                                now,
                                attributes(source, type),
                                new LinkedHashMap<>()))
                .toList();
    }

    /// As many of the type's attributes as the delivery tells.
    private static SortedMap<String, @Nullable Object> attributes(
            Delivery.Source source, ResourceType type) {
        var attributes = new TreeMap<String, @Nullable Object>();
        type.attributes()
                .forEach((name, attribute) -> {
                    var text = source.attributes().get(name);
                    if (attribute instanceof Attribute.Text of && text != null) {
                        requireLength(type, name, of, text);
                        attributes.put(name, text);
                    } else if (attribute.required()) {
                        throw unfit(type, name);
                    }
                });
        return attributes;
    }

    private static void requireLength(
            ResourceType type, String name, Attribute.Text attribute, String text) {
        int length = text.codePointCount(0, text.length());
        if (length < attribute.minLength() || length > attribute.maxLength()) {
            throw unfit(type, name);
        }
    }

    private static IntakeRefusedException unfit(ResourceType type, String attribute) {
        return new IntakeRefusedException(new IntakeRefusal.UnfitAttribute(type.name(), attribute));
    }
}
