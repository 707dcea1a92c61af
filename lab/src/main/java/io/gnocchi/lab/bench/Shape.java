package io.gnocchi.lab.bench;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.segment.MetricRecord;
import io.gnocchi.core.segment.SegmentWriter;
import io.gnocchi.core.series.Amendments;
import io.gnocchi.core.series.MethodSeries;
import io.gnocchi.core.series.Points;
import io.gnocchi.core.series.WindowState;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// What measured values look like.
public enum Shape {
    CONSTANT("constant"),
    COUNTER("counter"),
    GAUGE("gauge, random walk, 2 decimals"),
    PERCENTAGE("percentages, 1 decimal"),
    NOISE("noise");

    /// One point a minute from here on; a day's beginning.
    private static final long START = 1_767_225_600_000_000_000L;

    private static final long MINUTE = 60_000_000_000L;
    private static final int METRICS = 20;

    private final String text;

    Shape(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /// @param first place of the first point
    /// @param stepNanos between two points
    public Measures measures(long first, int size, long stepNanos, RandomGenerator random) {
        var timestamps = new long[size];
        var values = new double[size];
        double level = random.nextInt(1_000);
        for (int i = 0; i < size; i++) {
            timestamps[i] = START + (first + i) * stepNanos;
            level = next(level, random);
            values[i] = this == GAUGE ? Math.round(level * 100) / 100.0 : level;
        }
        return new Measures(timestamps, values);
    }

    private double next(double level, RandomGenerator random) {
        return switch (this) {
            case CONSTANT -> level;
            case COUNTER -> level + random.nextInt(1_000);
            case GAUGE -> level + random.nextGaussian() * 0.5;
            case PERCENTAGE -> random.nextInt(1_001) / 10.0;
            case NOISE -> random.nextDouble();
        };
    }

    /// Bytes of a segment for each aggregate, everything around it counted: a day of minutes.
    ///
    /// @param pointsPerBucket in a minute
    double bytesPerAggregate(int pointsPerBucket, String... methods) {
        var random = new SplittableRandom(1);
        var wanted = new TreeSet<AggregationMethod>();
        Arrays.stream(methods).map(AggregationMethod::parse).forEach(wanted::add);
        var minute = new Timespan(MINUTE);
        var policy = new ArchivePolicy("bench", 0, List.of(new Retention(minute, null)), wanted);
        var writer = new SegmentWriter();
        writer.begin(0, 0, 0);
        long aggregates = 0;
        for (int i = 0; i < METRICS; i++) {
            var points = measures(0, 1_440 * pointsPerBucket, MINUTE / pointsPerBucket, random);
            var closed = MethodSeries.of(points, 0, points.size(), minute, wanted);
            aggregates += closed.stream().mapToLong(series -> series.series().size()).sum();
            var last = points.timestamps()[points.size() - 1];
            writer.add(
                    new MetricRecord(
                            new UUID(0, i),
                            policy,
                            new WindowState(last, WindowState.start(policy, last)),
                            Points.none(),
                            closed,
                            Amendments.NONE));
        }
        writer.end();
        return writer.finish("segment", List.of()).bytes().length / (double) aggregates;
    }
}
