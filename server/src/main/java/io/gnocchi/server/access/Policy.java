package io.gnocchi.server.access;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All rules: those of [Rule], their aliases, and what an operator put in their place.
public final class Policy {
    private static final Map<String, String> ALIASES =
            Map.of(
                    "context_is_admin", "role:admin",
                    "creator", "user:%(creator)s or project_id:%(created_by_project_id)s",
                    "admin_or_creator", "role:admin or rule:creator",
                    "admin_or_service", "role:admin or role:service",
                    "resource_owner", "project_id:%(project_id)s",
                    "metric_owner", "project_id:%(resource.project_id)s");
    private static final int MAX_REFERENCES = 100;
    private static final Policy DEFAULTS = of(Map.of(), "default");

    private final Map<String, Check> rules;
    private final String fallback;

    private Policy(Map<String, Check> rules, String fallback) {
        this.rules = Map.copyOf(rules);
        this.fallback = fallback;
    }

    /// The rules when nobody changes them.
    public static Policy defaults() {
        return DEFAULTS;
    }

    /// The rules with some of them replaced.
    ///
    /// @param changed by name; names may be new
    /// @param fallback the rule that stands for rules that others name and nobody wrote
    /// @throws PolicyException when rules refer to each other in a circle
    static Policy of(Map<String, Check> changed, String fallback) {
        var rules = new HashMap<String, Check>();
        ALIASES.forEach((name, text) -> rules.put(name, CheckParser.parse(text)));
        for (var rule : Rule.values()) {
            rules.put(rule.text(), CheckParser.parse(rule.expression()));
        }
        rules.putAll(changed);
        var policy = new Policy(rules, fallback);
        policy.requireNoCircle();
        return policy;
    }

    boolean allows(Rule rule, Caller caller, Target target) {
        return named(rule.text(), caller, target);
    }

    private boolean named(String name, Caller caller, Target target) {
        var check = find(name);
        return check != null && passes(check, caller, target);
    }

    private @Nullable Check find(String name) {
        var check = rules.get(name);
        return check == null ? rules.get(fallback) : check;
    }

    private boolean passes(Check check, Caller caller, Target target) {
        return switch (check) {
            case Check.Always() -> true;
            case Check.Never() -> false;
            case Check.All(var of) -> of.stream().allMatch(one -> passes(one, caller, target));
            case Check.Any(var of) -> of.stream().anyMatch(one -> passes(one, caller, target));
            case Check.Not(var of) -> !passes(of, caller, target);
            case Check.Rule(var name) -> named(name, caller, target);
            case Check.Role(var name) -> {
                var role = name.filled(target);
                yield role != null && caller.roles().contains(role.toLowerCase(Locale.ROOT));
            }
            case Check.Credential(var name, var value) -> {
                var wanted = value.filled(target);
                yield wanted != null && caller.has(name, wanted);
            }
            case Check.Literal(var text, var value) -> text.equals(value.filled(target));
        };
    }

    private void requireNoCircle() {
        var safe = new HashSet<String>();
        for (var name : rules.keySet()) {
            requireNoCircle(name, Set.of(), safe);
        }
    }

    private void requireNoCircle(String name, Set<String> above, Set<String> safe) {
        var check = find(name);
        if (check == null || safe.contains(name)) {
            return;
        }
        if (above.contains(name)) {
            throw new PolicyException("the rule '" + name + "' refers to itself");
        }
        if (above.size() > MAX_REFERENCES) {
            throw new PolicyException(
                    "rules refer to each other over " + MAX_REFERENCES + " times");
        }
        var path = new HashSet<>(above);
        path.add(name);
        for (var reference : references(check)) {
            requireNoCircle(reference, path, safe);
        }
        safe.add(name);
    }

    private static List<String> references(Check check) {
        return switch (check) {
            case Check.Rule(var name) -> List.of(name);
            case Check.All(var of) -> of.stream().flatMap(one -> references(one).stream()).toList();
            case Check.Any(var of) -> of.stream().flatMap(one -> references(one).stream()).toList();
            case Check.Not(var of) -> references(of);
            case Check.Always _, Check.Never _, Check.Role _, Check.Credential _, Check.Literal _ ->
                    List.of();
        };
    }
}
