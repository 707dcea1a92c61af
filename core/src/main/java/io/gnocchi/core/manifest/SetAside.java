package io.gnocchi.core.manifest;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A mark on acknowledged measures that could not be folded: where they are kept, and why.
///
/// While a metric has one, its further measures are set aside too, in their order, and reads of it
/// are refused, until an operator has spoken.
///
/// @param metric whose they are; null when nobody can tell: they are of some metric of the sack
/// @param key the object that keeps them: a batch under `aside/`, or an acknowledged batch whose
///   section of the sack cannot be read
/// @param through the newest ordinal the measures may come from
/// @param bytes how much is kept: 16 for each measure, or the length of the section
/// @param reason a sentence for the operator
/// @param verdict what the operator said; the next fold of the sack does it
public record SetAside(
        int sack,
        @Nullable UUID metric,
        String key,
        long through,
        long bytes,
        Instant since,
        String reason,
        Verdict verdict) {

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
        return new SetAside(sack, metric, key, through, bytes, since, reason, other);
    }

    /// Whether reads of this metric would miss these measures.
    public boolean concerns(UUID asked) {
        return verdict != Verdict.DROP && (metric == null || metric.equals(asked));
    }

    /// Whether both are marks on the same measures, whatever was said of them.
    public boolean isSameAs(SetAside other) {
        return sack == other.sack
                && key.equals(other.key)
                && (metric == null ? other.metric == null : metric.equals(other.metric));
    }
}
