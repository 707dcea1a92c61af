package io.gnocchi.core.manifest;

import io.gnocchi.core.model.Shard;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A mark on acknowledged measures that could not be folded: where they are kept, and why.
///
/// While a metric has one, its further measures are set aside too, in their order, and reads of it
/// are refused, until an operator has spoken.
///
/// @param metric whose they are; null when nobody can tell
/// @param shard of whose metrics they are when nobody can tell more; null otherwise
/// @param key the object that keeps them: a batch under `aside/`, or an acknowledged batch whose
///   section of the sack cannot be read
/// @param through the newest ordinal the measures may come from
/// @param bytes how much is kept: 16 for each measure, or the length of the section
/// @param reason a sentence for the operator
/// @param verdict what the operator said; the next fold of the sack does it
public record SetAside(
        int sack,
        @Nullable UUID metric,
        @Nullable Shard shard,
        String key,
        long through,
        long bytes,
        Instant since,
        String reason,
        Verdict verdict) {
    public SetAside {
        if ((metric == null) == (shard == null)) {
            throw new IllegalArgumentException("of a metric or of a shard: " + key);
        }
    }

    /// A mark on measures of a metric.
    public static SetAside of(
            int sack,
            UUID metric,
            String key,
            long through,
            long bytes,
            Instant since,
            String reason) {
        return new SetAside(sack, metric, null, key, through, bytes, since, reason, Verdict.NONE);
    }

    /// A mark on the section of a batch that cannot be read.
    ///
    /// @param sack whose metrics are concerned; some of them may stand in other sections
    public static SetAside of(
            int sack,
            Batch batch,
            BatchSection section,
            Instant since,
            String reason,
            Verdict verdict) {
        return new SetAside(
                sack,
                null,
                batch.shard(section),
                batch.key(),
                batch.ordinal(),
                section.length(),
                since,
                reason,
                verdict);
    }

    /// How many metrics marks are on; measures of nobody knows which metric count as one in their
    /// sack.
    public static long countMetrics(Collection<SetAside> marks) {
        return marks.stream()
                .map(mark -> mark.metric == null ? mark.shard : mark.metric)
                .distinct()
                .count();
    }

    /// What is to become of measures set aside.
    public enum Verdict {
        /// Nobody has decided yet.
        NONE,
        /// They are to be folded once more.
        RETRY,
        /// They are to be forgotten; reads do without them from now on.
        DROP
    }

    /// The same measures, judged otherwise.
    public SetAside with(Verdict other) {
        return new SetAside(sack, metric, shard, key, through, bytes, since, reason, other);
    }

    /// The same measures in another sack.
    SetAside in(int other) {
        return new SetAside(other, metric, shard, key, through, bytes, since, reason, verdict);
    }

    /// Whether reads of this metric would miss these measures.
    public boolean concerns(UUID asked) {
        return verdict != Verdict.DROP
                && (asked.equals(metric) || (shard != null && shard.holds(asked)));
    }

    /// Whether both are marks on the same measures, whatever was said of them.
    public boolean isSameAs(SetAside other) {
        return sack == other.sack
                && key.equals(other.key)
                && Objects.equals(metric, other.metric)
                && Objects.equals(shard, other.shard);
    }
}
