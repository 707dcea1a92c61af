package io.gnocchi.server.otlp;

import io.gnocchi.core.model.MalformedException;
import java.util.ArrayList;
import java.util.List;

/// From the counts of a histogram to its buckets.
final class Bounds {
    /// The scales in use: with the smallest, few buckets hold all numbers; with the largest, a
    /// bucket is a millionth wide.
    private static final int MIN_SCALE = -11;

    private static final int MAX_SCALE = 20;
    private static final int MAX_BUCKETS = 10_000;

    private Bounds() {}

    /// Buckets between bounds that are told.
    ///
    /// @param counts one more than bounds, or none at all
    static List<Point.Bucket> explicit(double[] bounds, double[] counts) {
        requireFew(counts.length);
        if (counts.length == 0 && bounds.length == 0) {
            return List.of();
        }
        if (counts.length != bounds.length + 1) {
            throw new MalformedException(
                    "a histogram has %d bounds and %d counts"
                            .formatted(bounds.length, counts.length));
        }
        var buckets = new ArrayList<Point.Bucket>(counts.length);
        double above = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < counts.length; i++) {
            double upTo = i < bounds.length ? bounds[i] : Double.POSITIVE_INFINITY;
            if (!(above < upTo) && i < bounds.length) {
                throw new MalformedException("the bounds of a histogram do not ascend");
            }
            buckets.add(new Point.Bucket(above, upTo, counts[i]));
            above = upTo;
        }
        return buckets;
    }

    /// The counts on one side of zero.
    ///
    /// @param offset number of the first bucket
    record Side(int offset, double[] counts) {
        static final Side EMPTY = new Side(0, new double[0]);
    }

    /// Buckets whose bounds are powers of `2^(2^-scale)`; empty ones are left out.
    static List<Point.Bucket> exponential(
            int scale, Side negative, double zeros, double zeroThreshold, Side positive) {
        requireFew(negative.counts().length);
        requireFew(positive.counts().length);
        if (scale < MIN_SCALE || scale > MAX_SCALE) {
            throw new MalformedException("a histogram has the scale " + scale);
        }
        if (!(zeroThreshold >= 0)) {
            throw new MalformedException("a histogram has a zero threshold below zero");
        }
        var buckets = new ArrayList<Point.Bucket>();
        for (int i = negative.counts().length - 1; i >= 0; i--) {
            long place = (long) negative.offset() + i;
            side(
                    0.0 - power(scale, place + 1),
                    0.0 - power(scale, place),
                    negative.counts()[i],
                    buckets);
        }
        if (zeros != 0) {
            buckets.add(new Point.Bucket(0.0 - zeroThreshold, zeroThreshold, zeros));
        }
        for (int i = 0; i < positive.counts().length; i++) {
            long place = (long) positive.offset() + i;
            side(power(scale, place), power(scale, place + 1), positive.counts()[i], buckets);
        }
        return buckets;
    }

    private static void side(double above, double upTo, double count, List<Point.Bucket> buckets) {
        if (count != 0) {
            if (!(above < upTo)) {
                throw new MalformedException("a bucket lies beyond all numbers");
            }
            buckets.add(new Point.Bucket(above, upTo, count));
        }
    }

    /// The same on every machine, for bounds are part of names.
    private static double power(int scale, long place) {
        return StrictMath.pow(2, Math.scalb((double) place, -scale));
    }

    private static void requireFew(int buckets) {
        if (buckets > MAX_BUCKETS) {
            throw new MalformedException(
                    "a histogram has more than %d buckets".formatted(MAX_BUCKETS));
        }
    }
}
