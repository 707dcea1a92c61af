package io.gnocchi.server.wire;

import io.gnocchi.core.model.AggregationMethod;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which aggregation methods a policy gets: plain names are a list, `*` is all of them, and names
/// with `+` and `-` change the list, or the defaults when there is no list.
final class MethodChoice {
    private MethodChoice() {}

    static SortedSet<AggregationMethod> read(
            Members members, SortedSet<AggregationMethod> defaults) {
        var items = members.list("aggregation_methods");
        if (items == null) {
            return defaults;
        }
        var path = members.pathOf("aggregation_methods");
        var chosen = base(items, path, defaults);
        for (int i = 0; i < items.size(); i++) {
            var text = Members.textOf(items.get(i), path.index(i));
            if (text.startsWith("-")) {
                chosen.remove(method(text.substring(1), path.index(i)));
            } else if (text.startsWith("+")) {
                chosen.add(method(text.substring(1), path.index(i)));
            }
        }
        if (chosen.isEmpty()) {
            throw path.wrong("no aggregation method is left");
        }
        return chosen;
    }

    private static SortedSet<AggregationMethod> base(
            List<Json> items, JsonPath path, SortedSet<AggregationMethod> defaults) {
        var plain = new TreeSet<AggregationMethod>();
        for (int i = 0; i < items.size(); i++) {
            var text = Members.textOf(items.get(i), path.index(i));
            if (text.equals("*")) {
                plain.addAll(AggregationMethod.values());
            } else if (!text.startsWith("+") && !text.startsWith("-")) {
                plain.add(method(text, path.index(i)));
            }
        }
        return plain.isEmpty() ? new TreeSet<>(defaults) : plain;
    }

    private static AggregationMethod method(String text, JsonPath path) {
        try {
            return AggregationMethod.parse(text);
        } catch (IllegalArgumentException _) {
            throw path.wrong("not a valid value");
        }
    }
}
