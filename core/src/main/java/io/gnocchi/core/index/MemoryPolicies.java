package io.gnocchi.core.index;

import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.ArchivePolicyRule;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/// The archive policies and rules of a [MemoryIndex]; guarded by its lock.
final class MemoryPolicies {
    private static final Comparator<ArchivePolicyRule> ORDER_OF_RULES =
            Comparator.comparing(ArchivePolicyRule::metricPattern, MemoryOrder.TEXTS)
                    .reversed()
                    .thenComparing(ArchivePolicyRule::name, MemoryOrder.TEXTS);

    private final TreeMap<String, ArchivePolicy> policies = new TreeMap<>(MemoryOrder.TEXTS);
    private final TreeMap<String, ArchivePolicyRule> rules = new TreeMap<>(MemoryOrder.TEXTS);

    void create(ArchivePolicy policy) {
        if (policies.putIfAbsent(policy.name(), policy) != null) {
            throw new RefusedException(new Refusal.ArchivePolicyExists(policy.name()));
        }
    }

    List<ArchivePolicy> all() {
        return List.copyOf(policies.values());
    }

    ArchivePolicy get(String name) {
        var policy = policies.get(name);
        if (policy == null) {
            throw new RefusedException(new Refusal.NoArchivePolicy(name));
        }
        return policy;
    }

    void replace(ArchivePolicy policy) {
        policies.put(policy.name(), policy);
    }

    boolean isInRule(String policy) {
        return rules.values().stream().anyMatch(rule -> rule.archivePolicyName().equals(policy));
    }

    void delete(String name) {
        policies.remove(name);
    }

    void createRule(ArchivePolicyRule rule) {
        if (rules.containsKey(rule.name())) {
            throw new RefusedException(new Refusal.ArchivePolicyRuleExists(rule.name()));
        }
        get(rule.archivePolicyName());
        rules.put(rule.name(), rule);
    }

    List<ArchivePolicyRule> rules() {
        return rules.values().stream().sorted(ORDER_OF_RULES).toList();
    }

    ArchivePolicyRule rule(String name) {
        var rule = rules.get(name);
        if (rule == null) {
            throw new RefusedException(new Refusal.NoArchivePolicyRule(name));
        }
        return rule;
    }

    ArchivePolicyRule renameRule(String name, String newName) {
        var rule = rule(name);
        if (!name.equals(newName) && rules.containsKey(newName)) {
            throw new RefusedException(
                    new Refusal.ArchivePolicyRuleUnsupportedChange(name, newName));
        }
        var renamed =
                new ArchivePolicyRule(newName, rule.archivePolicyName(), rule.metricPattern());
        rules.remove(name);
        rules.put(newName, renamed);
        return renamed;
    }

    void deleteRule(String name) {
        rule(name);
        rules.remove(name);
    }
}
