package io.gnocchi.core.manifest;

import static java.util.stream.Collectors.toSet;

import io.gnocchi.core.model.Shard;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// What the sacks of a [MemoryManifest] have inherited from the former layout; guarded by its lock.
final class MemoryHeritage {
    /// By the sacks of the former layout.
    private final TreeSet<SegmentPart> parts = new TreeSet<>(SegmentPart.ORDER);

    private final Set<Inherited> taken = new HashSet<>();

    void add(Collection<SegmentPart> former) {
        parts.addAll(former);
    }

    /// Notes what sacks have taken over.
    void take(Collection<Inherited> some) {
        taken.addAll(some);
    }

    Set<SegmentPart> parts() {
        return Collections.unmodifiableSet(parts);
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /// What a sack has not taken over yet.
    List<SegmentPart> of(Layout layout, int sack) {
        return parts.stream()
                .filter(part -> isHeir(layout, sack, part))
                .filter(part -> !taken.contains(new Inherited(sack, part.key())))
                .toList();
    }

    private static boolean isHeir(Layout layout, int sack, SegmentPart part) {
        var before = layout.former();
        return before != null
                && new Shard(layout.sacks(), sack).meets(new Shard(before.sacks(), part.sack()));
    }

    /// Forgets parts that all heirs have taken over.
    void forgetTaken(Layout layout) {
        parts.removeIf(part ->
                IntStream.range(0, layout.sacks().count())
                        .filter(sack -> isHeir(layout, sack, part))
                        .allMatch(sack -> taken.contains(new Inherited(sack, part.key()))));
        var keys = parts.stream().map(SegmentPart::key).collect(toSet());
        taken.removeIf(inherited -> !keys.contains(inherited.key()));
    }

    void clear() {
        parts.clear();
        taken.clear();
    }
}
