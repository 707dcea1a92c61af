package io.gnocchi.lab.micro;

import io.gnocchi.core.codec.ByteReader;
import io.gnocchi.core.codec.ByteWriter;
import io.gnocchi.core.codec.DeviationColumn;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.series.MethodSeries;
import io.gnocchi.lab.bench.Shape;
import java.util.List;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The standard deviations of a gauge, a day of minutes of ten points each, to bytes and back; one
/// is a value.
@State(Scope.Thread)
public class Deviations {
    private static final int SIZE = 1_440;
    private static final int POINTS = 10;
    private static final long MINUTE = 60_000_000_000L;

    private final ByteWriter out = new ByteWriter(16 << 10);
    private double[] counts = {};
    private double[] values = {};
    private byte[] encoded = {};

    @Setup
    public void fill() {
        var points =
                Shape.GAUGE.measures(0, SIZE * POINTS, MINUTE / POINTS, new SplittableRandom(1));
        var methods = List.of(AggregationMethod.parse("count"), AggregationMethod.parse("std"));
        var series = MethodSeries.of(points, 0, points.size(), new Timespan(MINUTE), methods);
        counts = series.getFirst().series().values();
        values = series.getLast().series().values();
        encode();
        encoded = out.toBytes();
    }

    @Benchmark
    @OperationsPerInvocation(SIZE)
    public boolean encode() {
        out.truncate(0);
        return DeviationColumn.write(out, values, counts);
    }

    @Benchmark
    @OperationsPerInvocation(SIZE)
    public double[] decode() {
        return DeviationColumn.read(new ByteReader(encoded), counts);
    }
}
