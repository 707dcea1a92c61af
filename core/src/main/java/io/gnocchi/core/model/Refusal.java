package io.gnocchi.core.model;

import java.util.List;
import java.util.UUID;

/// Why a caller is turned away by the index. Nothing was changed.
public sealed interface Refusal {

    record NoArchivePolicy(String name) implements Refusal {}

    record ArchivePolicyExists(String name) implements Refusal {}

    record ArchivePolicyInUse(String name) implements Refusal {}

    /// The new definition is not one the policy may change to; `reason` is for the caller.
    record ArchivePolicyUnsupportedChange(String name, String reason) implements Refusal {}

    record NoArchivePolicyRule(String name) implements Refusal {}

    record ArchivePolicyRuleExists(String name) implements Refusal {}

    /// A rule cannot be renamed to a name that is taken.
    record ArchivePolicyRuleUnsupportedChange(String name, String newName) implements Refusal {}

    record NoMetric(String idOrName) implements Refusal {}

    record NamedMetricExists(String name) implements Refusal {}

    record NoResource(UUID id) implements Refusal {}

    record ResourceExists(UUID id) implements Refusal {}

    record NoResourceType(String name) implements Refusal {}

    record ResourceTypeExists(String name) implements Refusal {}

    record ResourceTypeInUse(String name) implements Refusal {}

    /// A resource type cannot become what is asked; `reason` is for the caller.
    record ResourceTypeUnsupportedChange(String name, String reason) implements Refusal {}

    /// A filter names a field that resources of the type do not have.
    record NoAttribute(String resourceType, String attribute) implements Refusal {}

    /// A filter compares a field with what it can never hold; `value` as the caller wrote it.
    record BadFilterValue(String field, String value) implements Refusal {}

    /// A resource attribute holds a value it cannot have.
    record BadAttribute(String resourceType, String attribute, String value) implements Refusal {}

    record NoSortKey(String key) implements Refusal {}

    record NoMarker(String marker) implements Refusal {}

    /// Named metrics that a batch speaks of and the index does not know, sorted.
    record UnknownMetrics(List<String> names) implements Refusal {
        public UnknownMetrics {
            names = List.copyOf(names);
        }
    }

    /// Metrics that cannot be brought together; `references` as the caller named them, each with
    /// its aggregation method and perhaps a granularity.
    record NotAggregatable(String reason, List<List<Object>> references) implements Refusal {
        public NotAggregatable {
            references = List.copyOf(references);
        }
    }

    /// Aggregation methods that the policies of metrics do not keep; each with its metric.
    record UnknownAggregations(List<List<Object>> references) implements Refusal {
        public UnknownAggregations {
            references = List.copyOf(references);
        }
    }

    /// A query wants to compute more values than one may.
    record TooMuchData(long limit) implements Refusal {}
}
