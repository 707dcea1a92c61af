package io.gnocchi.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Timestamps come back as they were; regular ones cost nearly nothing.
class TimestampColumnTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_700_000_000L * SECOND;

    @Test
    void aRegularSeriesTakesTheSameHoweverLong() {
        assertThat(pointsComeBack(regular(10, 60 * SECOND))).isLessThan(12);
        assertThat(pointsComeBack(regular(100_000, 60 * SECOND))).isLessThan(12);
    }

    @Test
    void bucketsAreCountedInTheirGranularity() {
        long granularity = 300 * SECOND;
        var buckets = regular(288, granularity);
        Arrays.setAll(buckets, i -> buckets[i] - buckets[i] % granularity);

        assertThat(bucketsComeBack(buckets, granularity)).isLessThan(8);
    }

    @Test
    void aFewMissingPointsCostAFewBytes() {
        var regular = regular(1_440, 60 * SECOND);
        var gaps = Arrays.stream(regular).filter(t -> t / SECOND % 977 != 0).toArray();

        assertThat(pointsComeBack(gaps)).isLessThan(1_440 / 4);
    }

    @Test
    void jitterInMillisecondsTakesItsBits() {
        var random = seeded();
        var jittered = regular(1_440, 10 * SECOND);
        Arrays.setAll(jittered, i -> jittered[i] + random.nextInt(100) * 1_000_000L);

        assertThat(pointsComeBack(jittered)).isLessThan(1_440 * 9 / 8);
    }

    @Test
    void anyTimestampsComeBack() {
        var random = seeded();
        long[] steps = {1, 1_000, 1_000_000, SECOND, 60 * SECOND, 86_400 * SECOND};
        for (int round = 0; round < 3_000; round++) {
            long step = steps[random.nextInt(steps.length)];
            long spread = random.nextLong(1, 5);
            var at = new long[] {random.nextLong(START) / step * step};
            LongSupplier next = () -> at[0] += step * random.nextLong(spread + 1);
            pointsComeBack(LongStream.generate(next).limit(random.nextInt(300)).toArray());
            pointsComeBack(random.longs(random.nextInt(300)).toArray());
            bucketsComeBack(random.longs(random.nextInt(9), 0, START).toArray(), step);
        }
        pointsComeBack(new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, Long.MIN_VALUE});
    }

    @Test
    void nothingButMalformedComesOfCutColumns() {
        var bytes = written(seeded().longs(200).toArray());
        for (int length = 0; length < bytes.length; length++) {
            var cut = new ByteReader(Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> TimestampColumn.read(cut, 200, 1))
                    .isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void onePointIsWrittenAsAColumnOfOne() {
        var random = seeded();
        for (int round = 0; round < 1_000; round++) {
            long unit = new long[] {1, 1_000, SECOND, 60 * SECOND}[random.nextInt(4)];
            long timestamp = random.nextLong(100_000_000) * unit;
            var out = new ByteWriter(16);
            TimestampColumn.write(out, timestamp);

            assertThat(out.toBytes()).isEqualTo(written(new long[] {timestamp}));
        }
    }

    private static long[] regular(int size, long step) {
        return LongStream.range(0, size).map(i -> START + i * step).toArray();
    }

    private static int pointsComeBack(long[] timestamps) {
        var bytes = written(timestamps);
        var in = new ByteReader(bytes);
        assertThat(TimestampColumn.read(in, timestamps.length, 1)).isEqualTo(timestamps);
        assertThat(in.remaining()).isZero();
        return bytes.length;
    }

    private static int bucketsComeBack(long[] timestamps, long granularity) {
        var out = new ByteWriter(16);
        TimestampColumn.write(out, timestamps, granularity);
        var in = new ByteReader(out.toBytes());
        assertThat(TimestampColumn.read(in, timestamps.length, granularity)).isEqualTo(timestamps);
        assertThat(in.remaining()).isZero();
        return out.size();
    }

    private static byte[] written(long[] timestamps) {
        var out = new ByteWriter(16);
        TimestampColumn.write(out, timestamps);
        return out.toBytes();
    }

    private static Random seeded() {
        long seed = Long.getLong("seed", new Random().nextLong());
        System.out.println("seed " + seed);
        return new Random(seed);
    }
}
