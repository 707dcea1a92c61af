package io.gnocchi.server.otlp;

import io.gnocchi.core.model.MalformedException;
import io.gnocchi.server.otlp.Point.Quantile;
import io.gnocchi.server.otlp.Stream.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Data points in protocol buffers:
///
/// ```
/// Number      { attributes = 7; fixed64 time = 3; oneof { double as_double = 4; sfixed64 as_int = 6; } flags = 8; }
/// Histogram   { attributes = 9; fixed64 time = 3; fixed64 count = 4; double sum = 5; fixed64 counts = 6;
///               double bounds = 7; flags = 10; double min = 11; double max = 12; }
/// Exponential { attributes = 1; fixed64 time = 3; fixed64 count = 4; double sum = 5; sint32 scale = 6;
///               fixed64 zeros = 7; Side positive = 8; Side negative = 9; flags = 10; double min = 12;
///               double max = 13; double zero_threshold = 14; }
/// Side        { sint32 offset = 1; uint64 counts = 2; }
/// Summary     { attributes = 7; fixed64 time = 3; fixed64 count = 4; double sum = 5;
///               repeated { double quantile = 1; double value = 2; } = 6; flags = 8; }
/// KeyValue    { string key = 1; AnyValue value = 2; }
/// ```
final class ProtobufPoints {
    private static final int NO_RECORDED_VALUE = 1;

    private ProtobufPoints() {}

    /// A point that cannot be kept says why, and is no reason to refuse the others.
    static Point read(Kind kind, Message message) throws IOException {
        try {
            return switch (kind) {
                case GAUGE, SUM -> single(message);
                case HISTOGRAM -> histogram(message);
                case EXPONENTIAL_HISTOGRAM -> exponential(message);
                case SUMMARY -> summary(message);
            };
        } catch (MalformedException e) {
            return new Point.Flawed(String.valueOf(e.getMessage()));
        }
    }

    private static Point single(Message message) throws IOException {
        var attributes = new Labels();
        long nanos = 0;
        long flags = 0;
        Double value = null;
        while (message.next()) {
            switch (message.field()) {
                case 3 -> nanos = message.integer();
                case 4 -> value = message.real();
                case 6 -> value = (double) message.integer();
                case 7 -> readAttribute(message.message(), attributes);
                case 8 -> flags = message.integer();
                default -> {}
            }
        }
        if (isUnrecorded(flags)) {
            return new Point.Unrecorded();
        }
        if (value == null) {
            throw new MalformedException("a point has no value");
        }
        return new Point.Single(attributes.texts(), nanos, value);
    }

    /// What both kinds of histograms tell, while it is read.
    private static final class Distributed {
        private final Labels attributes = new Labels();
        private long nanos;
        private long flags;
        private double count;
        private @Nullable Double sum;
        private @Nullable Double least;
        private @Nullable Double most;

        /// @param buckets asked for when they are needed, for they may be bad
        Point point(Supplier<List<Point.Bucket>> buckets) {
            return isUnrecorded(flags)
                    ? new Point.Unrecorded()
                    : new Point.Distribution(
                            attributes.texts(),
                            nanos,
                            new Point.Totals(count, sum, least, most),
                            buckets.get());
        }
    }

    private static Point histogram(Message message) throws IOException {
        var read = new Distributed();
        var counts = new ArrayList<Double>();
        var bounds = new ArrayList<Double>();
        while (message.next()) {
            switch (message.field()) {
                case 3 -> read.nanos = message.integer();
                case 4 -> read.count = Naturals.value(message.integer());
                case 5 -> read.sum = message.real();
                case 6 -> message.eachFixed(bits -> counts.add(Naturals.value(bits)));
                case 7 -> message.eachFixed(bits -> bounds.add(Double.longBitsToDouble(bits)));
                case 9 -> readAttribute(message.message(), read.attributes);
                case 10 -> read.flags = message.integer();
                case 11 -> read.least = message.real();
                case 12 -> read.most = message.real();
                default -> {}
            }
        }
        return read.point(() -> Bounds.explicit(array(bounds), array(counts)));
    }

    /// The buckets of an exponential histogram.
    private static final class Exponential {
        private int scale;
        private double zeros;
        private double zeroThreshold;
        private Bounds.Side positive = Bounds.Side.EMPTY;
        private Bounds.Side negative = Bounds.Side.EMPTY;
    }

    private static Point exponential(Message message) throws IOException {
        var read = new Distributed();
        var buckets = new Exponential();
        while (message.next()) {
            switch (message.field()) {
                case 1 -> readAttribute(message.message(), read.attributes);
                case 3 -> read.nanos = message.integer();
                case 4 -> read.count = Naturals.value(message.integer());
                case 5 -> read.sum = message.real();
                case 6 -> buckets.scale = message.zigzag();
                case 7 -> buckets.zeros = Naturals.value(message.integer());
                case 8 -> buckets.positive = side(message.message());
                case 9 -> buckets.negative = side(message.message());
                case 10 -> read.flags = message.integer();
                case 12 -> read.least = message.real();
                case 13 -> read.most = message.real();
                case 14 -> buckets.zeroThreshold = message.real();
                default -> {}
            }
        }
        return read.point(() ->
                Bounds.exponential(
                        buckets.scale,
                        buckets.negative,
                        buckets.zeros,
                        buckets.zeroThreshold,
                        buckets.positive));
    }

    private static Bounds.Side side(Message message) throws IOException {
        int offset = 0;
        var counts = new ArrayList<Double>();
        while (message.next()) {
            switch (message.field()) {
                case 1 -> offset = message.zigzag();
                case 2 -> message.eachVarint(bits -> counts.add(Naturals.value(bits)));
                default -> {}
            }
        }
        return new Bounds.Side(offset, array(counts));
    }

    private static Point summary(Message message) throws IOException {
        var attributes = new Labels();
        long nanos = 0;
        long flags = 0;
        double count = 0;
        double sum = 0;
        var quantiles = new ArrayList<Quantile>();
        while (message.next()) {
            switch (message.field()) {
                case 3 -> nanos = message.integer();
                case 4 -> count = Naturals.value(message.integer());
                case 5 -> sum = message.real();
                case 6 -> quantiles.add(quantile(message.message()));
                case 7 -> readAttribute(message.message(), attributes);
                case 8 -> flags = message.integer();
                default -> {}
            }
        }
        return isUnrecorded(flags)
                ? new Point.Unrecorded()
                : new Point.Summary(attributes.texts(), nanos, count, sum, quantiles);
    }

    private static Quantile quantile(Message message) throws IOException {
        double quantile = 0;
        double value = 0;
        while (message.next()) {
            switch (message.field()) {
                case 1 -> quantile = message.real();
                case 2 -> value = message.real();
                default -> {}
            }
        }
        return new Quantile(quantile, value);
    }

    private static boolean isUnrecorded(long flags) {
        return (flags & NO_RECORDED_VALUE) != 0;
    }

    private static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /// The attributes that a message has under a number.
    static void readAttributes(Message message, int number, Labels into) throws IOException {
        for (message.again(); message.next(); ) {
            if (message.field() == number) {
                readAttribute(message.message(), into);
            }
        }
    }

    private static void readAttribute(Message pair, Labels into) throws IOException {
        var key = "";
        Message value = null;
        while (pair.next()) {
            switch (pair.field()) {
                case 1 -> key = pair.text();
                case 2 -> value = pair.message();
                default -> {}
            }
        }
        into.put(key, value == null ? "" : Values.text(Values.read(value)));
    }
}
