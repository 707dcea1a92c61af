package io.gnocchi.core.model;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Lists of aggregation methods as users write them in an archive policy: `mean`, `+rate:max`,
/// `-count`, `*`.
public final class AggregationMethods {
    private AggregationMethods() {}

    /// What a policy gets when nothing else is configured.
    public static SortedSet<AggregationMethod> defaults() {
        var methods = new TreeSet<AggregationMethod>();
        for (var text : List.of("mean", "min", "max", "sum", "std", "count")) {
            methods.add(AggregationMethod.parse(text));
        }
        return methods;
    }

    /// What a list means: `*` is every method, a list of only `+` and `-` entries (or of nothing)
    /// starts from the defaults, any other from its own entries; then `+` adds and `-` removes, so
    /// the order of the entries does not matter.
    ///
    /// @throws MalformedException with the message for the user and the path to the faulty entry
    public static SortedSet<AggregationMethod> resolve(
            List<String> entries, SortedSet<AggregationMethod> defaults) {
        var plain = new TreeSet<AggregationMethod>();
        var added = new TreeSet<AggregationMethod>();
        var removed = new TreeSet<AggregationMethod>();
        for (int i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            if (entry.equals("*")) {
                plain.addAll(AggregationMethod.values());
            } else if (entry.startsWith("+")) {
                added.add(known(entry.substring(1), i));
            } else if (entry.startsWith("-")) {
                removed.add(known(entry.substring(1), i));
            } else {
                plain.add(known(entry, i));
            }
        }
        var methods = plain.isEmpty() ? new TreeSet<>(defaults) : plain;
        methods.addAll(added);
        methods.removeAll(removed);
        if (methods.isEmpty()) {
            throw new MalformedException("No aggregation method", List.of("aggregation_methods"));
        }
        return methods;
    }

    private static AggregationMethod known(String text, int index) {
        try {
            return AggregationMethod.parse(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(
                    "not a valid value", List.of("aggregation_methods", Integer.toString(index)));
        }
    }
}
