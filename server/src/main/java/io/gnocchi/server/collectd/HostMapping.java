package io.gnocchi.server.collectd;

import io.gnocchi.core.model.Attribute;
import io.gnocchi.core.model.ResourceType;
import java.util.Map;
import java.util.TreeMap;

/// How hosts become resources: `collectd:web`, of the type `collectd`, with the attribute `host`.
record HostMapping(ResourceType type) {
    private static final String HOST = "host";
    private static final int MAX_HOST_LENGTH = 255;

    static HostMapping of(String typeName) {
        var host = new Attribute.Text(true, 0, MAX_HOST_LENGTH);
        return new HostMapping(
                new ResourceType(
                        typeName, ResourceType.State.ACTIVE, new TreeMap<>(Map.of(HOST, host))));
    }

    /// Hands over the values there are.
    ///
    /// @return how many there was no room for
    int map(ValueList list, ValueTaker taker) {
        var host = list.identity().host();
        var resource = type.name() + ":" + host;
        int crowded = 0;
        for (int i = 0; i < list.values().length; i++) {
            double value = list.values()[i];
            if (!Double.isNaN(value)
                    && !taker.take(
                            resource, Map.of(HOST, host), list.metric(i), list.nanos(), value)) {
                crowded++;
            }
        }
        return crowded;
    }
}
