package io.gnocchi.core.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.TimeRange;
import io.gnocchi.core.series.Canonical;
import io.gnocchi.core.series.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EncodedRequestTest {
    private static final List<ArchivePolicy> POLICIES =
            List.of(MinutePolicy.named("some"), MinutePolicy.named("other"));

    private final Random random = new Random(20261130);

    @Test
    void whatIsAskedComesBack() {
        for (int round = 0; round < 200; round++) {
            var entries = new ArrayList<BatchEntry>();
            for (int i = random.nextInt(20); i >= 0; i--) {
                entries.add(new BatchEntry(id(), request()));
            }

            assertThat(EncodedRequest.of(entries).entries())
                    .usingRecursiveComparison()
                    .isEqualTo(entries);
        }
    }

    private Request request() {
        var policy = POLICIES.get(random.nextInt(2));
        return switch (random.nextInt(3)) {
            case 0 -> new Request.Post(policy, Canonical.canonical(measures()));
            case 1 -> new Request.Import(policy, Canonical.canonical(measures()));
            default -> new Request.Erasure(policy, new TimeRange(random.nextInt(9), 10));
        };
    }

    /// Whether they come as entries or side by side, sorted or not.
    @Test
    void measuresAreWrittenTheSameHoweverTheyCome() {
        var sacks = new Sacks(3);
        for (int round = 0; round < 200; round++) {
            var entries = new ArrayList<BatchEntry>();
            int metrics = random.nextInt(20);
            var highs = new long[metrics];
            var lows = new long[metrics];
            var policies = new ArchivePolicy[metrics];
            var ends = new int[metrics];
            var all = new Measures(new long[0], new double[0]);
            for (int i = 0; i < metrics; i++) {
                var id = id();
                var measures = measures();
                highs[i] = id.getMostSignificantBits();
                lows[i] = id.getLeastSignificantBits();
                policies[i] = POLICIES.get(random.nextInt(2));
                all = joined(all, measures);
                ends[i] = all.size();
                var request = new Request.Post(policies[i], Canonical.canonical(measures));
                entries.add(new BatchEntry(id, request));
            }
            // More may stand behind the last.
            var longer = joined(all, measures());
            var posted =
                    new PostedColumns(
                            highs, lows, policies, ends, longer.timestamps(), longer.values());

            assertThat(posted.measures()).isEqualTo(all.size());
            assertThat(
                            BatchWriter.write(
                                            sacks,
                                            List.of(EncodedRequest.of(posted)),
                                            Provenance.NONE)
                                    .bytes())
                    .isEqualTo(BatchWriter.write(sacks, entries).bytes());
        }
    }

    private static Measures joined(Measures one, Measures other) {
        var timestamps = Arrays.copyOf(one.timestamps(), one.size() + other.size());
        var values = Arrays.copyOf(one.values(), timestamps.length);
        System.arraycopy(other.timestamps(), 0, timestamps, one.size(), other.size());
        System.arraycopy(other.values(), 0, values, one.size(), other.size());
        return new Measures(timestamps, values);
    }

    /// One point as a rule; of more some at the same time, in any order.
    private Measures measures() {
        int size = random.nextInt(3) > 0 ? 1 : 1 + random.nextInt(10);
        long unit = random.nextBoolean() ? 1 : 1_000_000_000L;
        return new Measures(
                random.longs(size, 0, 20).map(time -> time * unit).toArray(),
                random.doubles(size).map(value -> Math.rint(value * 100) / 100).toArray());
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
