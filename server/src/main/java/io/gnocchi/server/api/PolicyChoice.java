package io.gnocchi.server.api;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.model.ArchivePolicyRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds archive policies for new metrics of one request: the one named, else that of the first
/// rule that matches. Rules are read at most once.
final class PolicyChoice {
    private final Index index;
    private @Nullable List<ArchivePolicyRule> rules;

    PolicyChoice(Index index) {
        this.index = index;
    }

    /// The name of the policy.
    ///
    /// @param metricName a nameless metric is matched as the empty name
    /// @throws Problem 400 when nothing is named and no rule matches
    String of(@Nullable String named, @Nullable String metricName) {
        if (named != null) {
            return named;
        }
        if (rules == null) {
            rules = index.archivePolicyRules();
        }
        var name = metricName == null ? "" : metricName;
        for (var rule : rules) {
            if (new NamePattern(rule.metricPattern()).matches(name)) {
                return rule.archivePolicyName();
            }
        }
        throw Problem.of(
                400,
                "No archive policy name specified and no archive policy rule found matching the"
                        + " metric name "
                        + (metricName == null ? "None" : metricName));
    }
}
