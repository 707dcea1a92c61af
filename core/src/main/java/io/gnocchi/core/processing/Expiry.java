package io.gnocchi.core.processing;

import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.segment.Directory;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/// How much of an archive segment has expired, reckoned from policies: a granularity fills the time
/// of the segment with buckets, and those older than it keeps are gone.
///
/// What is dropped is decided bucket by bucket when the segment is written anew. This tells when
/// that pays, and so bounds two things: what is kept in vain, and how often it is written. Of no
/// policy does more than about half stay in vain, and each writing halves what is left, so that all
/// of them together write no more than the segment once again.
///
/// @param writtenNanos when the segment was written
/// @param minNanos oldest timestamp of the segment
/// @param maxNanos newest timestamp of the segment
record Expiry(long writtenNanos, long minNanos, long maxNanos) {
    /// A segment is left alone for so long after it was written or looked at.
    static final long REST_NANOS = Duration.ofDays(1).toNanos();

    /// When a segment is looked at first of which nothing should have expired.
    private static final long LATER_NANOS = 8 * REST_NANOS;

    /// When half is gone and the rest of a granularity goes within this share of what it keeps, it
    /// is waited for.
    private static final int WAITING_SHARE = 8;

    /// @param parts of one segment
    static Expiry of(Instant written, Collection<SegmentPart> parts) {
        return new Expiry(
                nanos(written),
                parts.stream().mapToLong(SegmentPart::minNanos).min().orElseThrow(),
                parts.stream().mapToLong(SegmentPart::maxNanos).max().orElseThrow());
    }

    /// Which share of a record has expired since it was written.
    ///
    /// @param then the record, as it was written
    /// @param now the newest line about the metric; its policy may have granularities that were
    ///   there before and that the other did not drop, for nobody said how long to keep them
    double share(Directory.Entry then, Directory.Entry now) {
        var granularities = new HashSet<Timespan>();
        then.policy().definition().forEach(line -> granularities.add(line.granularity()));
        now.policy().definition().forEach(line -> granularities.add(line.granularity()));
        double written = 0;
        double living = 0;
        for (var each : granularities) {
            written += buckets(each, then.policy().kept(each), then.state().lastNanos());
            living += buckets(each, now.policy().kept(each), now.state().lastNanos());
        }
        return written == 0 ? 0 : Math.max(0, 1 - living / written);
    }

    /// Whether there can be anything to look for yet.
    boolean isRested(long now) {
        return now >= plus(writtenNanos, REST_NANOS);
    }

    /// When to look, for one that has not looked before, as far as the clock tells: metrics may
    /// have fallen silent, or go on after a silence, so that there is less to be dropped than it
    /// should be, or more.
    ///
    /// @param policies of the segment
    /// @return perhaps a past instant
    long firstLook(Collection<ArchivePolicy> policies, long now) {
        return look(policies, writtenNanos, Math.max(writtenNanos, now - REST_NANOS));
    }

    /// When to look again, after a look that found too little to be dropped.
    long nextLook(Collection<ArchivePolicy> policies, long looked) {
        return look(policies, looked, looked);
    }

    private long look(Collection<ArchivePolicy> policies, long since, long repeatedSince) {
        long next = repeated(LATER_NANOS, repeatedSince);
        for (var policy : policies) {
            next = Math.min(next, halved(policy, since));
            if (policy.definition().stream().anyMatch(line -> isOver(line, since))) {
                next = Math.min(next, repeated(REST_NANOS, repeatedSince));
            }
        }
        return Math.max(next, plus(since, REST_NANOS));
    }

    /// When the half of what a policy kept at `since` is gone, and what goes soon after.
    private long halved(ArchivePolicy policy, long since) {
        double half = buckets(policy, since) / 2;
        long late = plus(since, 1);
        for (var line : policy.definition()) {
            late = Math.max(late, end(line));
        }
        if (half == 0 || late == Long.MAX_VALUE || buckets(policy, late) > half) {
            return Long.MAX_VALUE;
        }
        long early = since;
        while (late - early > 1) {
            long middle = early + (late - early) / 2;
            if (buckets(policy, middle) > half) {
                early = middle;
            } else {
                late = middle;
            }
        }
        long when = late;
        for (var line : policy.definition()) {
            var kept = line.timespan();
            if (kept != null && end(line) <= plus(late, kept.nanos() / WAITING_SHARE)) {
                when = Math.max(when, end(line));
            }
        }
        return when;
    }

    /// What the clock has ended may be there nevertheless: points come late, and metrics go on
    /// after a silence. And a metric may have got a policy that keeps less. That is looked for
    /// again and again, after twice the time before.
    private long repeated(long first, long since) {
        long age = first;
        while (age <= since - writtenNanos && age < Long.MAX_VALUE / 2) {
            age *= 2;
        }
        return plus(writtenNanos, age);
    }

    private boolean isOver(Retention line, long now) {
        return line.timespan() != null && end(line) <= now;
    }

    /// When the newest bucket of a granularity goes; long ago when it is kept for ever.
    private long end(Retention line) {
        var kept = line.timespan();
        return kept == null
                ? Long.MIN_VALUE
                : plus(plus(maxNanos, kept.nanos()), line.granularity().nanos());
    }

    /// How many buckets a policy keeps when the newest point is at `newest`.
    private double buckets(ArchivePolicy policy, long newest) {
        double buckets = 0;
        for (var line : policy.definition()) {
            buckets += buckets(line.granularity(), line.timespan(), newest);
        }
        return buckets;
    }

    private double buckets(Timespan granularity, @Nullable Timespan kept, long newest) {
        long from = minNanos;
        if (kept != null) {
            long last = Math.floorDiv(newest, granularity.nanos()) * granularity.nanos();
            from = Math.max(from, plus(last, 1 - kept.nanos()));
        }
        return from > maxNanos ? 0 : ((double) maxNanos - from) / granularity.nanos() + 1;
    }

    /// Nanoseconds since the Epoch, or the farthest instant there is.
    static long nanos(Instant instant) {
        try {
            return Math.addExact(
                    Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L),
                    instant.getNano());
        } catch (ArithmeticException ignored) {
            return instant.getEpochSecond() > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
    }

    /// The sum, or the farthest instant there is.
    private static long plus(long instant, long nanos) {
        try {
            return Math.addExact(instant, nanos);
        } catch (ArithmeticException ignored) {
            return nanos > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
    }
}
