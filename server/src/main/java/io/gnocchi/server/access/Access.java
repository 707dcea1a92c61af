package io.gnocchi.server.access;

import io.gnocchi.core.index.Filter;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Decides who is asking and whether they may.
///
/// Where callers come with projects, listings show what the rules let a project see and single
/// resources hide from the others. In the modes that know users only (`basic`, `remoteuser`)
/// nothing hides from lists and single resources; changes and metrics are still checked.
public final class Access {
    private final Authentication authentication;
    private final Policies policies;
    private final boolean byProject;

    private Access(Authentication authentication, Policies policies, boolean byProject) {
        this.authentication = authentication;
        this.policies = policies;
        this.byProject = byProject;
    }

    /// Access in a mode that knows users by name only, with the usual rules.
    public static Access byName(Authentication authentication) {
        return byName(authentication, Policy::defaults);
    }

    /// Access in a mode that knows users by name only.
    public static Access byName(Authentication authentication, Policies policies) {
        return new Access(authentication, policies, false);
    }

    /// Access in a mode where callers speak for a project.
    public static Access byProject(Authentication authentication, Policies policies) {
        return new Access(authentication, policies, true);
    }

    /// The caller, or null when the request does not say.
    public @Nullable Caller caller(UnaryOperator<@Nullable String> headers) {
        return authentication.caller(headers);
    }

    /// What `WWW-Authenticate` tells those who are not known; null for nothing.
    public @Nullable String challenge() {
        return authentication.challenge();
    }

    /// What a person at a browser has to give.
    public SignIn signIn() {
        return authentication.signIn();
    }

    /// Lets pass whom the rule lets pass.
    ///
    /// @throws ForbiddenException for others
    public void require(Caller caller, Rule rule, Target target) {
        if (!policies.now().allows(rule, caller, target)) {
            throw ForbiddenException.silent();
        }
    }

    /// Lets pass whom the rule lets pass for every metric.
    ///
    /// @throws ForbiddenException for others
    public void requireAll(
            Caller caller,
            Rule rule,
            Collection<Metric> metrics,
            Function<Metric, Target> targets) {
        var all = List.copyOf(metrics);
        requireAll(
                caller,
                rule,
                all.size(),
                i -> all.get(i).creator(),
                i -> targets.apply(all.get(i)));
    }

    /// Lets pass whom the rule lets pass for every one of many. What the rule looks at is mostly
    /// the same for thousands of them, and judged once then.
    ///
    /// @param creators who made each
    /// @throws ForbiddenException for others
    public void requireAll(
            Caller caller,
            Rule rule,
            int count,
            IntFunction<@Nullable String> creators,
            IntFunction<Target> targets) {
        var policy = policies.now();
        Judged last = null;
        for (int i = 0; i < count; i++) {
            var creator = creators.apply(i);
            if (last == null || !last.covers(creator)) {
                var target = targets.apply(i);
                if (last == null || !target.has(last.looked)) {
                    var looked = new HashMap<String, @Nullable String>();
                    if (!policy.allows(rule, caller, target.noting(looked))) {
                        throw ForbiddenException.silent();
                    }
                    last = new Judged(looked, creator);
                }
            }
        }
    }

    /// The last one judged.
    ///
    /// @param looked what of it the rule looked at
    /// @param byCreator whether that is made of the creator alone
    private record Judged(
            Map<String, @Nullable String> looked, @Nullable String creator, boolean byCreator) {
        Judged(Map<String, @Nullable String> looked, @Nullable String creator) {
            this(looked, creator, Target.CREATOR_NAMES.containsAll(looked.keySet()));
        }

        boolean covers(@Nullable String other) {
            return byCreator && Objects.equals(creator, other);
        }
    }

    /// Lets pass whom the rule lets pass when it needs no target.
    ///
    /// @throws ForbiddenException for others
    public void require(Caller caller, Rule rule) {
        require(caller, rule, Target.NONE);
    }

    /// What of the resources the caller may see, or delete when the rule is about that.
    ///
    /// @throws ForbiddenException for callers who may see nothing whatever it is
    public Filter visible(Caller caller, Rule rule) {
        return shown(caller, rule, Owning::ofResources);
    }

    /// What of the resources the caller sees in searches and may not delete.
    ///
    /// @throws ForbiddenException for callers who may see nothing whatever it is
    public Filter undeletable(Caller caller) {
        var policy = policies.now();
        if (policy.allows(Rule.DELETE_RESOURCES, caller, Target.NONE)) {
            return new Filter.Any(List.of());
        }
        var others = new ArrayList<Filter>();
        others.add(visible(caller, Rule.SEARCH_RESOURCE));
        passing(policy, Rule.DELETE_RESOURCES, Owning.ofResources(caller))
                .forEach(owning -> others.add(owning.foreign()));
        return new Filter.All(others);
    }

    /// What of the metrics the caller may see; the project that owns their resource is
    /// `resource.project_id`.
    ///
    /// @throws ForbiddenException for callers who may see nothing whatever it is
    public Filter visibleMetrics(Caller caller, Rule rule) {
        return shown(caller, rule, Owning::ofMetrics);
    }

    /// Lets pass who may see a resource.
    ///
    /// @throws RefusedException as if there were none, for callers who may see others
    /// @throws ForbiddenException for callers who may see none
    public void requireVisible(Caller caller, Rule rule, Resource resource) {
        var policy = policies.now();
        if (!byProject || policy.allows(rule, caller, Target.of(resource))) {
            return;
        }
        if (Owning.ofResources(caller).stream().anyMatch(own -> own.passes(policy, rule))) {
            throw new RefusedException(new Refusal.NoResource(resource.id()));
        }
        throw ForbiddenException.silent();
    }

    private Filter shown(Caller caller, Rule rule, Function<Caller, List<Owning>> ownings) {
        var policy = policies.now();
        boolean deleting = rule == Rule.DELETE_RESOURCES;
        if ((!byProject && !deleting) || policy.allows(rule, caller, Target.NONE)) {
            return Filter.EVERYTHING;
        }
        var passing = passing(policy, rule, ownings.apply(caller));
        if (passing.isEmpty()) {
            throw ForbiddenException.ofListing();
        }
        return new Filter.Any(passing.stream().map(Owning::own).toList());
    }

    private static List<Owning> passing(Policy policy, Rule rule, List<Owning> ownings) {
        return ownings.stream().filter(owning -> owning.passes(policy, rule)).toList();
    }
}
