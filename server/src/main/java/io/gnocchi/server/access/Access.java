package io.gnocchi.server.access;

import io.gnocchi.core.index.Filter;
import io.gnocchi.core.model.Resource;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Decides who is asking and whether they may.
///
/// In the modes that know users only (`basic`, `remoteuser`) nothing hides from lists and single
/// resources; changes and metrics are still checked.
public final class Access {
    private final Authentication authentication;

    private Access(Authentication authentication) {
        this.authentication = authentication;
    }

    /// Access in a mode that knows users by name only.
    public static Access byName(Authentication authentication) {
        return new Access(authentication);
    }

    /// The caller, or null when the request does not say.
    public @Nullable Caller caller(UnaryOperator<@Nullable String> headers) {
        return authentication.caller(headers);
    }

    /// Lets pass whom the rule lets pass.
    ///
    /// @throws ForbiddenException for others
    public void require(Caller caller, Rule rule, Target target) {
        if (!rule.allows(caller, target)) {
            throw new ForbiddenException(rule);
        }
    }

    /// Lets pass whom the rule lets pass when it needs no target.
    ///
    /// @throws ForbiddenException for others
    public void require(Caller caller, Rule rule) {
        require(caller, rule, Target.NONE);
    }

    /// What of a listing the caller may see: everything in modes that know users only.
    ///
    /// @throws ForbiddenException for callers who may see nothing whatever it is
    public Filter visible(Caller caller, Rule rule) {
        return Filter.EVERYTHING;
    }

    /// Lets pass who may see a resource: everybody in modes that know users only.
    ///
    /// @throws ForbiddenException for others
    public void requireVisible(Caller caller, Rule rule, Resource resource) {
        // Nothing hides a single resource when no projects are known.
    }
}
