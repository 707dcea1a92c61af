package io.gnocchi.core.manifest;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who has a [Duty], and when it was done. The decision alone; a [Manifest] makes it true.
///
/// @param owner null when nobody has it
/// @param until when the owner is taken for dead
/// @param doneAt when it was last done, by the clock of who did it
/// @param steadySince since when it has been done without a long break
public record DutyState(
        @Nullable String owner, Instant until, Instant doneAt, Instant steadySince) {
    /// A duty nobody ever had.
    public static final DutyState NEW =
            new DutyState(null, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);

    /// Whether a worker may take it now.
    ///
    /// @param pause at least so long after it was last done
    public boolean isFree(String worker, Instant now, Duration pause) {
        boolean had = owner != null && !owner.equals(worker) && !until.isBefore(now);
        return !had && !doneAt.plus(pause).isAfter(now);
    }

    /// The state when a worker has taken it.
    ///
    /// @param longest a longer time since it was last done is a break
    public DutyState takenBy(String worker, Instant now, Duration term, Duration longest) {
        boolean broken = doneAt.plus(longest).isBefore(now);
        return new DutyState(worker, now.plus(term), doneAt, broken ? now : steadySince);
    }

    /// The state when its owner has given it back undone.
    public DutyState released() {
        return new DutyState(null, until, doneAt, steadySince);
    }

    /// The state when it is done.
    public DutyState done(Instant now) {
        return new DutyState(null, until, now, steadySince);
    }
}
