package io.gnocchi.server.carbon;

import java.util.TreeMap;

/// How paths become resources and metrics: one node of the path is the resource, the others are the
/// name of the metric. A tag `host` is the resource, too; other tags end the name.
///
/// @param prefix what paths begin with and is left out; may be empty
/// @param resourceNode which node after the prefix is the resource, counted from 0
record PathMapping(String prefix, int resourceNode) {
    private static final String HOST = "host";
    private static final String NO_RESOURCE = "none";

    /// Where a line's measure goes.
    record Target(String resource, String metric) {}

    Target target(CarbonPath path) {
        var tags = new TreeMap<>(path.tags());
        var host = tags.remove(HOST);
        var suffix = CarbonPath.suffix(tags);
        var rest = withoutPrefix(path.nodes());
        if (host != null) {
            return new Target(host, rest + suffix);
        }
        var nodes = rest.split("\\.", -1);
        if (nodes.length < 2 || resourceNode >= nodes.length || nodes[resourceNode].isEmpty()) {
            return new Target(NO_RESOURCE, rest + suffix);
        }
        return new Target(nodes[resourceNode], others(nodes) + suffix);
    }

    private String withoutPrefix(String path) {
        return path.startsWith(prefix) && path.length() > prefix.length()
                ? path.substring(prefix.length())
                : path;
    }

    private String others(String[] nodes) {
        var name = new StringBuilder();
        for (int i = 0; i < nodes.length; i++) {
            if (i != resourceNode) {
                name.append(name.isEmpty() ? "" : ".").append(nodes[i]);
            }
        }
        return name.toString();
    }
}
