package io.gnocchi.server.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Lists of metric ids.
public final class MetricIds {
    private MetricIds() {}

    /// A list that is a body.
    public static List<UUID> inBody(Json body) {
        if (!(body instanceof Json.Sequence(var items))) {
            throw JsonPath.ROOT.wrong("expected a list");
        }
        var ids = new ArrayList<UUID>();
        for (int i = 0; i < items.size(); i++) {
            ids.add(id(items.get(i) instanceof Json.Text(var text) ? text : "", i));
        }
        return ids;
    }

    /// The values of a parameter.
    public static List<UUID> inQuery(List<String> values) {
        var ids = new ArrayList<UUID>();
        for (int i = 0; i < values.size(); i++) {
            ids.add(id(values.get(i), i));
        }
        return ids;
    }

    private static UUID id(String text, int index) {
        var id = Uuids.parse(text);
        if (id == null) {
            throw JsonPath.ROOT.index(index).wrong("not a valid value");
        }
        return id;
    }
}
