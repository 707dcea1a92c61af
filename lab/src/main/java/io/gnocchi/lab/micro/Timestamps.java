package io.gnocchi.lab.micro;

import io.gnocchi.core.codec.ByteReader;
import io.gnocchi.core.codec.ByteWriter;
import io.gnocchi.core.codec.TimestampColumn;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The instants of a day of minutes to bytes and back; one is a timestamp.
@State(Scope.Thread)
public class Timestamps {
    private static final int SIZE = 1_440;
    private static final long START = 1_767_225_600_000_000_000L;
    private static final long MINUTE = 60_000_000_000L;
    private static final long MILLI = 1_000_000;

    /// How many milliseconds a timestamp may be late.
    @Param({"0", "1000"})
    private int lateMillis;

    private final ByteWriter out = new ByteWriter(16 << 10);
    private final long[] timestamps = new long[SIZE];
    private byte[] encoded = {};

    @Setup
    public void fill() {
        var random = new SplittableRandom(1);
        Arrays.setAll(timestamps, i -> START + i * MINUTE + random.nextInt(lateMillis + 1) * MILLI);
        encode();
        encoded = out.toBytes();
    }

    @Benchmark
    @OperationsPerInvocation(SIZE)
    public int encode() {
        out.truncate(0);
        TimestampColumn.write(out, timestamps);
        return out.size();
    }

    @Benchmark
    @OperationsPerInvocation(SIZE)
    public long[] decode() {
        return TimestampColumn.read(new ByteReader(encoded), SIZE, 1);
    }
}
