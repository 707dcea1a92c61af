package io.gnocchi.server.api;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.ArchivePolicyRule;
import io.gnocchi.core.model.Glob;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.server.wire.PolicyWish;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// Finds archive policies for new metrics of one request: the one named, the one written in place
/// of a name, else that of the first rule that matches. Rules are read at most once.
final class PolicyChoice {
    /// A policy written in place may have been changed since; then an equal one stands under the
    /// next number.
    private static final int MAX_NUMBER = 20;

    private final Index index;
    private final SortedSet<AggregationMethod> defaultMethods;
    private final Map<ArchivePolicy, String> stored = new HashMap<>();
    private @Nullable List<ArchivePolicyRule> rules;

    PolicyChoice(Index index, SortedSet<AggregationMethod> defaultMethods) {
        this.index = index;
        this.defaultMethods = defaultMethods;
    }

    /// The name of the policy. One written in place is created when it is new.
    ///
    /// @param metricName a nameless metric is matched as the empty name
    /// @throws Problem 400 when nothing is named and no rule matches
    String of(PolicyWish wish, @Nullable String metricName) {
        return switch (wish) {
            case PolicyWish.Named(var name) -> name;
            case PolicyWish.Inline inline -> {
                var policy = inline.policy(defaultMethods);
                var known = stored.get(policy);
                var name = known == null ? store(policy) : known;
                stored.put(policy, name);
                yield name;
            }
            case PolicyWish.ByRules _ -> byRules(metricName);
        };
    }

    private String byRules(@Nullable String metricName) {
        if (rules == null) {
            rules = index.archivePolicyRules();
        }
        var name = metricName == null ? "" : metricName;
        for (var rule : rules) {
            if (new Glob(rule.metricPattern()).matches(name)) {
                return rule.archivePolicyName();
            }
        }
        throw Problem.of(
                400,
                "No archive policy name specified and no archive policy rule found matching the"
                        + " metric name "
                        + (metricName == null ? "None" : metricName));
    }

    private String store(ArchivePolicy policy) {
        for (int number = 1; number <= MAX_NUMBER; number++) {
            var numbered = number == 1 ? policy : named(policy, policy.name() + "-" + number);
            if (isStored(numbered)) {
                return numbered.name();
            }
        }
        throw Problem.of(
                409,
                "Archive policies %s to %d are taken by others"
                        .formatted(policy.name(), MAX_NUMBER));
    }

    /// @return false when the name belongs to a policy of other content
    private boolean isStored(ArchivePolicy policy) {
        try {
            return isAlike(index.archivePolicy(policy.name()), policy);
        } catch (RefusedException e) {
            if (!(e.refusal() instanceof Refusal.NoArchivePolicy)) {
                throw e;
            }
        }
        try {
            index.createArchivePolicy(policy);
            return true;
        } catch (RefusedException e) {
            if (!(e.refusal() instanceof Refusal.ArchivePolicyExists)) {
                throw e;
            }
            return isAlike(index.archivePolicy(policy.name()), policy);
        }
    }

    private static boolean isAlike(ArchivePolicy one, ArchivePolicy other) {
        return one.backWindow() == other.backWindow()
                && one.methods().equals(other.methods())
                && Set.copyOf(one.definition()).equals(Set.copyOf(other.definition()));
    }

    private static ArchivePolicy named(ArchivePolicy policy, String name) {
        return new ArchivePolicy(name, policy.backWindow(), policy.definition(), policy.methods());
    }
}
