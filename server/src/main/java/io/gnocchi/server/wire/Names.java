package io.gnocchi.server.wire;

import io.gnocchi.core.model.MalformedException;

/// What may be a name: at most 255 characters, and no slash, for such a name could not stand in a
/// URL.
final class Names {
    static final int MAX_LENGTH = 255;

    private Names() {}

    /// The required name of something that is reached by it.
    static String name(Members members, String key) {
        var name = bounded(members, key);
        if (name.indexOf('/') >= 0) {
            throw members.pathOf(key).wrong("'/' is not supported in name");
        }
        return name;
    }

    /// A required text that fits into the index.
    static String bounded(Members members, String key) {
        return Members.bounded(members.requiredText(key), MAX_LENGTH, members.pathOf(key));
    }

    /// The name of a metric, wherever it stands.
    static String metricName(String name, JsonPath path) {
        if (name.indexOf('/') >= 0) {
            throw new MalformedException("'/' is not supported in metric name");
        }
        return Members.bounded(Characters.storable(name, path), MAX_LENGTH, path);
    }
}
