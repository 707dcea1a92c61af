package io.gnocchi.core.processing;

import java.time.Duration;

/// The limits of a worker.
///
/// @param leaseTerm how long a sack is held after a sign of life
/// @param foldBytes batches folded in one step, in bytes of their objects; and what is held at a
///   time of older records, as stored
/// @param pointBytes points held at a time, 16 bytes each: those of the batches of one step, and
///   the raw window of one metric; what does not fit the latter cannot be folded
/// @param fanout how many parts of a size are merged into one
/// @param segmentBytes when a segment being written is long enough
/// @param archivingBytes a hot merge below this size keeps its old aggregates: archives of a few
///   bytes are not worth an object; hot segments of up to twice as much together are small
/// @param garbageGrace how long a condemned object stays for readers that still know it
/// @param orphanAge how old an object nobody knows must be before it is condemned
/// @param damagePatience how long measures that cannot be read are tried again, and their sack
///   waits, before they are set aside
/// @param expungeLimit deleted metrics cleaned up in one go
/// @param mergeBytes whole objects held for one merge; of more the parts are read sack by sack
/// @param upkeep what one worker does for all
public record WorkerSettings(
        Duration leaseTerm,
        long foldBytes,
        long pointBytes,
        int fanout,
        int segmentBytes,
        long archivingBytes,
        Duration garbageGrace,
        Duration orphanAge,
        Duration damagePatience,
        int expungeLimit,
        long mergeBytes,
        Upkeep upkeep) {
    private static final long USUAL_POINT_BYTES = 256L << 20;
    private static final long USUAL_MERGE_BYTES = 256L << 20;

    /// How many points are held at a time.
    long mostPoints() {
        return pointBytes / (Long.BYTES + Double.BYTES);
    }

    /// Limits of a worker that cleans up whenever it is asked to.
    public WorkerSettings(
            Duration leaseTerm,
            long foldBytes,
            int fanout,
            int segmentBytes,
            long archivingBytes,
            Duration garbageGrace,
            Duration orphanAge,
            Duration damagePatience,
            int expungeLimit) {
        this(
                leaseTerm,
                foldBytes,
                USUAL_POINT_BYTES,
                fanout,
                segmentBytes,
                archivingBytes,
                garbageGrace,
                orphanAge,
                damagePatience,
                expungeLimit,
                USUAL_MERGE_BYTES,
                Upkeep.EAGER);
    }

    /// What suits a server.
    public static WorkerSettings defaults() {
        return new WorkerSettings(
                Duration.ofSeconds(5),
                64L << 20,
                8,
                64 << 20,
                4 << 20,
                Duration.ofMinutes(5),
                Duration.ofHours(1),
                Duration.ofMinutes(5),
                10_000);
    }

    /// The same limits, but for how long damage is tried again.
    public WorkerSettings withDamagePatience(Duration patience) {
        return with(pointBytes, patience, upkeep);
    }

    /// The same limits, but for the points held at a time.
    public WorkerSettings withPointBytes(long bytes) {
        return with(bytes, damagePatience, upkeep);
    }

    /// The same limits with another upkeep.
    public WorkerSettings withUpkeep(Upkeep other) {
        return with(pointBytes, damagePatience, other);
    }

    private WorkerSettings with(long newPointBytes, Duration newPatience, Upkeep newUpkeep) {
        return new WorkerSettings(
                leaseTerm,
                foldBytes,
                newPointBytes,
                fanout,
                segmentBytes,
                archivingBytes,
                garbageGrace,
                orphanAge,
                newPatience,
                expungeLimit,
                mergeBytes,
                newUpkeep);
    }
}
