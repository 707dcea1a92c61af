package io.gnocchi.server.wire;

import io.gnocchi.core.model.MalformedException;
import io.gnocchi.core.model.ResourceIds;
import java.util.UUID;

/// Resource ids as clients write them: a UUID, or any text, which is a different resource for every
/// creator.
public final class ResourceIdText {
    private ResourceIdText() {}

    /// An id that a member of a body holds.
    public static UUID inBody(String text, String member, String creator) {
        return at(text, JsonPath.ROOT.key(member), creator);
    }

    /// An id that is the name of a member.
    public static UUID asKey(String text, String creator) {
        return at(text, JsonPath.ROOT.key(text), creator);
    }

    /// An id in a URL.
    public static UUID inPath(String text, String creator) {
        return at(text, JsonPath.ROOT, creator);
    }

    /// Refuses what cannot be the name of a metric.
    public static void requireMetricName(String name) {
        Names.metricName(name, JsonPath.ROOT);
    }

    /// An id somewhere in a body.
    static UUID at(String text, JsonPath path, String creator) {
        Characters.storable(text, path);
        try {
            return ResourceIds.of(text, creator);
        } catch (MalformedException e) {
            throw path.wrong(String.valueOf(e.getMessage()));
        }
    }
}
