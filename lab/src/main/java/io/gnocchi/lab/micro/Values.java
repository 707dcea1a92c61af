package io.gnocchi.lab.micro;

import io.gnocchi.core.codec.ByteReader;
import io.gnocchi.core.codec.ByteWriter;
import io.gnocchi.core.codec.DoubleColumn;
import io.gnocchi.lab.bench.Shape;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// A column of a day of minutes to bytes and back; one is a value.
@State(Scope.Thread)
public class Values {
    private static final int SIZE = 1_440;
    private static final long MINUTE = 60_000_000_000L;

    @Param({"CONSTANT", "COUNTER", "GAUGE", "PERCENTAGE", "NOISE"})
    private String shape = "";

    private final ByteWriter out = new ByteWriter(16 << 10);
    private double[] values = {};
    private byte[] encoded = {};

    @Setup
    public void fill() {
        values = Shape.valueOf(shape).measures(0, SIZE, MINUTE, new SplittableRandom(1)).values();
        encode();
        encoded = out.toBytes();
    }

    @Benchmark
    @OperationsPerInvocation(SIZE)
    public int encode() {
        out.truncate(0);
        DoubleColumn.write(out, values);
        return out.size();
    }

    @Benchmark
    @OperationsPerInvocation(SIZE)
    public double[] decode() {
        return DoubleColumn.read(new ByteReader(encoded), SIZE);
    }
}
