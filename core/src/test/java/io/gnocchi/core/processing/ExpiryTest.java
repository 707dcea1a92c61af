package io.gnocchi.core.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.segment.Directory;
import io.gnocchi.core.series.WindowState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpiryTest {
    private static final long DAY = Duration.ofDays(1).toNanos();
    private static final long HOUR = Duration.ofHours(1).toNanos();
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private static final ArchivePolicy MEDIUM =
            policy(line(MINUTE, 7 * DAY), line(HOUR, 365 * DAY));

    private static Retention line(long granularity, long kept) {
        return new Retention(new Timespan(granularity), kept(kept));
    }

    private static @Nullable Timespan kept(long nanos) {
        return nanos == Long.MAX_VALUE ? null : new Timespan(nanos);
    }

    private static ArchivePolicy policy(Retention... lines) {
        var methods = new TreeSet<>(List.of(AggregationMethod.parse("mean")));
        return new ArchivePolicy("policy", 0, List.of(lines), methods);
    }

    /// Written when its last day is over.
    private static Expiry ofDays(long from, long to) {
        return new Expiry(to * DAY + HOUR, from * DAY, to * DAY - MINUTE);
    }

    private static double inDays(long nanos) {
        return nanos / (double) DAY;
    }

    private static Directory.Entry line(ArchivePolicy policy, double lastDay) {
        return new Directory.Entry(
                new UUID(0, 1), policy, new WindowState((long) (lastDay * DAY), 0), 0, 100);
    }

    @Test
    void aDayIsLookedAtWhenItsMinutesAreGone() {
        assertThat(inDays(ofDays(100, 101).firstLook(List.of(MEDIUM), 101 * DAY + HOUR)))
                .isCloseTo(108, within(0.01));
    }

    @Test
    void aLongWindowIsLookedAtWhenHalfOfItIsGone() {
        var policy = policy(line(MINUTE, 6 * DAY));

        // At 108 days those from 102 on are left.
        assertThat(inDays(ofDays(100, 104).firstLook(List.of(policy), 104 * DAY + HOUR)))
                .isCloseTo(108, within(0.01));
    }

    /// Its metrics may have got another policy.
    @Test
    void whatIsKeptForEverIsLookedAtSeldom() {
        var policies = List.of(policy(line(HOUR, Long.MAX_VALUE)));
        var expiry = new Expiry(101 * DAY, 100 * DAY, 101 * DAY - MINUTE);

        assertThat(expiry.firstLook(policies, 102 * DAY)).isEqualTo(109 * DAY);
        assertThat(expiry.nextLook(policies, 109 * DAY)).isEqualTo(117 * DAY);
        assertThat(expiry.nextLook(policies, 117 * DAY)).isEqualTo(133 * DAY);
    }

    @Test
    void aSmallShareOfWhatIsKeptForEverIsNotWorthALookByItself() {
        var policies = List.of(policy(line(HOUR, 3 * DAY), line(MINUTE, Long.MAX_VALUE)));
        var expiry = new Expiry(101 * DAY, 100 * DAY, 101 * DAY - MINUTE);

        assertThat(expiry.firstLook(policies, 102 * DAY)).isEqualTo(109 * DAY);
    }

    @Test
    void theFirstOfManyPoliciesDecides() {
        var brief = policy(line(MINUTE, 3 * DAY));

        assertThat(inDays(ofDays(100, 101).firstLook(List.of(MEDIUM, brief), 101 * DAY)))
                .isCloseTo(103.5, within(0.01));
    }

    /// Writing at each look what is left takes no more than the segment once again.
    @Test
    void looksAreFew() {
        var policies = List.of(policy(line(MINUTE, 8 * DAY)));
        long since = 107 * DAY + HOUR;
        double left = 1;
        double written = 0;
        int looks = 0;
        while (left > 0) {
            var expiry = new Expiry(since, 100 * DAY, 107 * DAY - MINUTE);
            since = expiry.firstLook(policies, since);
            left = Math.max(0, 107 - Math.max(100, inDays(since) - 8)) / 7;
            written += left;
            looks++;
        }

        assertThat(looks).isEqualTo(3);
        assertThat(written).isLessThan(1);
    }

    @Test
    void whatMayBeLeftIsLookedForAfterTwiceTheTimeBefore() {
        var expiry = new Expiry(400 * DAY, 100 * DAY, 101 * DAY);
        var policies = List.of(policy(line(MINUTE, 7 * DAY)));

        assertThat(expiry.firstLook(policies, 400 * DAY)).isEqualTo(401 * DAY);
        assertThat(expiry.nextLook(policies, 401 * DAY)).isEqualTo(402 * DAY);
        assertThat(expiry.nextLook(policies, 402 * DAY)).isEqualTo(404 * DAY);
        assertThat(expiry.nextLook(policies, 409 * DAY)).isEqualTo(416 * DAY);
        // A new worker does not go through all of them once more.
        assertThat(expiry.firstLook(policies, 411 * DAY)).isEqualTo(416 * DAY);
    }

    @Test
    void theShareIsCountedFromTheNewestPoints() {
        var expiry = ofDays(100, 101);

        assertThat(expiry.share(line(MEDIUM, 101), line(MEDIUM, 101))).isZero();
        assertThat(expiry.share(line(MEDIUM, 101), line(MEDIUM, 107.5)))
                .isCloseTo(0.5 * 1440 / 1464, within(0.01));
        assertThat(expiry.share(line(MEDIUM, 101), line(MEDIUM, 109)))
                .isCloseTo(1440.0 / 1464, within(0.01));
        assertThat(expiry.share(line(MEDIUM, 109), line(MEDIUM, 500))).isEqualTo(1);
        assertThat(expiry.share(line(MEDIUM, 500), line(MEDIUM, 501))).isZero();
    }

    /// Nobody said how long to keep what the policy between did not have.
    @Test
    void whatAnotherPolicyHadLeftIsCountedToo() {
        var expiry = ofDays(100, 101);
        var brief = policy(line(MINUTE, DAY));
        var between = policy(line(HOUR, Long.MAX_VALUE));

        assertThat(expiry.share(line(between, 200), line(brief, 200))).isGreaterThan(0.9);
        assertThat(expiry.share(line(brief, 200), line(brief, 200))).isZero();
    }

    @Test
    void instantsOutOfRangeAreFarAway() {
        var endless = policy(line(HOUR, Long.MAX_VALUE / 2));
        var expiry = new Expiry(Long.MAX_VALUE - 1, Long.MAX_VALUE - DAY, Long.MAX_VALUE - 2);

        assertThat(expiry.firstLook(List.of(endless), 0)).isEqualTo(Long.MAX_VALUE);
        assertThat(Expiry.nanos(Instant.MAX)).isEqualTo(Long.MAX_VALUE);
    }
}
