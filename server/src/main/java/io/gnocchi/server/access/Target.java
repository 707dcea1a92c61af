package io.gnocchi.server.access;

import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Resource;
import org.jspecify.annotations.Nullable;

/// What a caller wants to touch, as far as rules look at it.
///
/// @param creator who made it, null when unknown or when it is not made yet
/// @param projectId the project that owns it, or the resource it hangs on
public record Target(@Nullable String creator, @Nullable String projectId) {

    /// Something that belongs to nobody.
    public static final Target NONE = new Target(null, null);

    public static Target of(Resource resource) {
        return new Target(resource.creator(), resource.projectId());
    }

    /// A metric.
    ///
    /// @param resource the one it hangs on, if any
    public static Target of(Metric metric, @Nullable Resource resource) {
        return new Target(metric.creator(), resource == null ? null : resource.projectId());
    }

    public static Target of(Metric metric) {
        return of(metric, null);
    }

    /// The project half of the creator, empty when there is none.
    String creatorProject() {
        if (creator == null) {
            return "";
        }
        int colon = creator.indexOf(':');
        return colon < 0 ? "" : creator.substring(colon + 1);
    }
}
