package io.gnocchi.server.wire;

import org.jspecify.annotations.Nullable;

/// The two halves of a creator, split at the first colon: user and project. The second is empty
/// when there is no colon; both are null when nobody is known.
final class Creators {
    private Creators() {}

    static @Nullable String user(@Nullable String creator) {
        return creator == null ? null : creator.split(":", 2)[0];
    }

    static @Nullable String project(@Nullable String creator) {
        if (creator == null) {
            return null;
        }
        int colon = creator.indexOf(':');
        return colon < 0 ? "" : creator.substring(colon + 1);
    }
}
