package io.gnocchi.core.segment;

import io.gnocchi.core.codec.ByteReader;
import io.gnocchi.core.codec.ByteWriter;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The distinct archive policies of a block, each written once and then named by its place. An
/// object that says by which policy its measures are judged can be folded without the index, and
/// gives the same answer whenever that happens.
///
/// ```
/// table  = count:varint policy*
/// policy = name:text backWindow:varint items:varint (granularity:varint timespan:varint)*
///          methods:varint method:varint*            timespan 0: for ever; method: its place in
///                                                   the list of all 216
/// ```
final class PolicyTable {
    private final Map<ArchivePolicy, Integer> places = new LinkedHashMap<>();

    /// The same by the very objects: thousands of metrics share one, and comparing policies takes
    /// time.
    private final IdentityHashMap<ArchivePolicy, Integer> placesOfObjects = new IdentityHashMap<>();

    int place(ArchivePolicy policy) {
        return placesOfObjects.computeIfAbsent(
                policy, _ -> places.computeIfAbsent(policy, _ -> places.size()));
    }

    void write(ByteWriter out) {
        out.varint(places.size());
        places.keySet().forEach(policy -> write(out, policy));
    }

    static void write(ByteWriter out, ArchivePolicy policy) {
        out.text(policy.name());
        out.varint(policy.backWindow());
        out.varint(policy.definition().size());
        for (var item : policy.definition()) {
            out.varint(item.granularity().nanos());
            out.varint(item.timespan() == null ? 0 : item.timespan().nanos());
        }
        out.varint(policy.methods().size());
        for (var method : policy.methods()) {
            out.varint(MethodPlaces.of(method));
        }
    }

    static List<ArchivePolicy> read(ByteReader in) {
        int count = in.count(4, Integer.MAX_VALUE);
        var policies = new ArrayList<ArchivePolicy>(count);
        for (int i = 0; i < count; i++) {
            policies.add(readPolicy(in));
        }
        return policies;
    }

    static ArchivePolicy readPolicy(ByteReader in) {
        var name = in.text();
        long backWindow = in.varint();
        int items = in.count(2, Integer.MAX_VALUE);
        var definition = new ArrayList<Retention>(items);
        for (int i = 0; i < items; i++) {
            var granularity = new Timespan(in.varint());
            long timespan = in.varint();
            definition.add(
                    new Retention(granularity, timespan == 0 ? null : new Timespan(timespan)));
        }
        int count = in.count(1, AggregationMethod.values().size());
        var methods = new TreeSet<AggregationMethod>();
        for (int i = 0; i < count; i++) {
            methods.add(MethodPlaces.at(in.varint()));
        }
        return new ArchivePolicy(name, Math.toIntExact(backWindow), definition, methods);
    }
}
