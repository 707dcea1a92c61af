package io.gnocchi.client.api;

import org.jspecify.annotations.Nullable;

/// Of what kind of thing a refusal speaks.
public enum Noun {
    /// A metric.
    METRIC("Metric "),
    /// A metric with a name inside a resource.
    NAMED_METRIC("Named metric "),
    /// A resource type.
    RESOURCE_TYPE("Resource type "),
    /// A resource.
    RESOURCE("Resource "),
    /// An archive policy rule.
    ARCHIVE_POLICY_RULE("Archive policy rule "),
    /// An archive policy.
    ARCHIVE_POLICY("Archive policy "),
    /// The refusal does not say.
    OTHER("");

    private final String beginning;

    Noun(String beginning) {
        this.beginning = beginning;
    }

    static Noun of(@Nullable Object description, String told) {
        String text = description instanceof String words && words.contains(told) ? words : "";
        for (Noun noun : values()) {
            if (noun != OTHER && text.startsWith(noun.beginning)) {
                return noun;
            }
        }
        return OTHER;
    }
}
