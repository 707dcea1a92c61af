package io.gnocchi.core.manifest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a [MemoryManifest] knows of a sack; guarded by its lock.
final class MemorySack {
    private static final Comparator<SetAside> MARKS =
            Comparator.comparingLong(SetAside::through)
                    .thenComparing(SetAside::key)
                    .thenComparing(mark -> String.valueOf(mark.metric()))
                    .thenComparing(mark -> String.valueOf(mark.shard()));

    long epoch;
    long consumed;
    @Nullable String owner;
    Instant until = Instant.MIN;
    long generation;
    @Nullable String record;
    final Set<SegmentPart> parts = new TreeSet<>(SegmentPart.ORDER);
    final List<SetAside> setAside = new ArrayList<>();

    MemorySack(long epoch, long consumed, long generation, @Nullable String record) {
        this.epoch = epoch;
        this.consumed = consumed;
        this.generation = generation;
        this.record = record;
    }

    /// What is set aside, in the order in which it is told.
    List<SetAside> marks() {
        return setAside.stream().sorted(MARKS).toList();
    }
}
