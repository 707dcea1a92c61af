package io.gnocchi.server.collectd;

import io.gnocchi.core.model.MalformedException;
import java.util.List;

/// What collectd reads at a time: one or more values that belong together.
///
/// @param nanos since the Epoch
/// @param values NaN where there is none
/// @param names of the values, as many as there are
record ValueList(Identity identity, long nanos, double[] values, List<String> names) {

    /// What the values are of. Instances may be empty.
    record Identity(
            String host, String plugin, String pluginInstance, String type, String typeInstance) {
        Identity {
            if (host.isEmpty() || plugin.isEmpty() || type.isEmpty()) {
                throw new MalformedException("values without host, plugin or type");
            }
        }
    }

    ValueList {
        names = List.copyOf(names);
        if (values.length == 0 || names.size() != values.length) {
            throw new MalformedException(
                    "%d values with %d names".formatted(values.length, names.size()));
        }
    }

    /// The metric of one of the values: `plugin[-instance]@type[-instance][-name]`, the name where
    /// there are several.
    String metric(int index) {
        return instance(identity.plugin(), identity.pluginInstance())
                + "@"
                + instance(identity.type(), identity.typeInstance())
                + (values.length > 1 ? "-" + names.get(index) : "");
    }

    private static String instance(String name, String instance) {
        return instance.isEmpty() ? name : name + "-" + instance;
    }
}
