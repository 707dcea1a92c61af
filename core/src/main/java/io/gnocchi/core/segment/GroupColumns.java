package io.gnocchi.core.segment;

import io.gnocchi.core.codec.ByteReader;
import io.gnocchi.core.codec.ByteWriter;
import io.gnocchi.core.codec.DeviationColumn;
import io.gnocchi.core.codec.DoubleColumn;
import io.gnocchi.core.codec.MalformedException;
import io.gnocchi.core.codec.TimestampColumn;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.AggregationMethod.Kind;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.series.MethodSeries;
import io.gnocchi.core.series.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The aggregates of one granularity, a column for each method: counts and sums first, then the
/// others in their order. What follows from columns before it is not stored again: a column that
/// says the same, as all do whose buckets have one point, and means. Deviations beside counts are
/// stored by their squares.
///
/// ```
/// group  = granularity:varint buckets:varint timestamps methods:varint column*
/// column = method:varint kind:u8 content
/// ```
final class GroupColumns {
    /// Content: a bit for each bucket, then the values of those that have one.
    private static final int SOME_BUCKETS = 0;

    /// Content: values.
    private static final int EVERY_BUCKET = 1;

    /// Content: the place of the column it equals, a varint.
    private static final int EQUAL = 2;

    /// No content: the quotients of sum and count.
    private static final int QUOTIENT = 3;

    /// Content: a bit for each bucket, then deviations beside their counts.
    private static final int SOME_DEVIATIONS = 4;

    /// Content: deviations beside their counts.
    private static final int EVERY_DEVIATION = 5;

    private static final int LAST_RANK = 2;

    private GroupColumns() {}

    /// @param group series of one granularity, by method
    static void write(ByteWriter out, List<MethodSeries> group) {
        var buckets = allBuckets(group);
        long granularity = group.getFirst().series().granularity().nanos();
        out.varint(granularity);
        out.varint(buckets.length);
        TimestampColumn.write(out, buckets, granularity);
        out.varint(group.size());
        var before = new ArrayList<MethodSeries>(group.size());
        for (int rank = 0; rank <= LAST_RANK; rank++) {
            for (var column : group) {
                if (rank(column.method()) == rank) {
                    out.varint(MethodPlaces.of(column.method()));
                    writeColumn(out, before, column, buckets);
                    before.add(column);
                }
            }
        }
    }

    private static int rank(AggregationMethod method) {
        return switch (method.kind()) {
            case COUNT -> 0;
            case SUM -> 1;
            case MEAN, LAST, MAX, MIN, STD, MEDIAN, FIRST, PERCENTILE -> LAST_RANK;
        };
    }

    private static void writeColumn(
            ByteWriter out, List<MethodSeries> before, MethodSeries column, long[] buckets) {
        var series = column.series();
        int equal = equal(before, series);
        boolean everywhere = series.size() == buckets.length;
        if (equal >= 0) {
            out.u8(EQUAL);
            out.varint(equal);
        } else if (isQuotient(before, column)) {
            out.u8(QUOTIENT);
        } else if (!wroteDeviations(out, before, column, buckets)) {
            out.u8(everywhere ? EVERY_BUCKET : SOME_BUCKETS);
            writePresence(out, buckets, series.timestamps());
            DoubleColumn.write(out, series.values());
        }
    }

    /// The first column that says the same; negative when there is none.
    private static int equal(List<MethodSeries> before, Series series) {
        for (int i = 0; i < before.size(); i++) {
            var other = before.get(i).series();
            if (sameBits(other.values(), series.values())
                    && Arrays.equals(other.timestamps(), series.timestamps())) {
                return i;
            }
        }
        return -1;
    }

    /// Unlike [Arrays#equals], tells one NaN from another.
    private static boolean sameBits(double[] one, double[] other) {
        if (one.length != other.length) {
            return false;
        }
        for (int i = 0; i < one.length; i++) {
            if (Double.doubleToRawLongBits(one[i]) != Double.doubleToRawLongBits(other[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isQuotient(List<MethodSeries> before, MethodSeries column) {
        if (column.method().kind() != Kind.MEAN) {
            return false;
        }
        var quotients = quotients(before, column.method());
        return quotients != null
                && Arrays.equals(quotients.timestamps(), column.series().timestamps())
                && sameBits(quotients.values(), column.series().values());
    }

    private static @Nullable Series quotients(List<MethodSeries> before, AggregationMethod like) {
        var sums = find(before, like, Kind.SUM);
        var counts = find(before, like, Kind.COUNT);
        if (sums == null
                || counts == null
                || !Arrays.equals(sums.timestamps(), counts.timestamps())) {
            return null;
        }
        var quotients = new double[sums.size()];
        for (int i = 0; i < quotients.length; i++) {
            quotients[i] = sums.values()[i] / counts.values()[i];
        }
        return new Series(sums.granularity(), sums.timestamps(), quotients);
    }

    private static @Nullable Series find(
            List<MethodSeries> columns, AggregationMethod like, Kind kind) {
        for (var column : columns) {
            if (column.method().kind() == kind && column.method().rate() == like.rate()) {
                return column.series();
            }
        }
        return null;
    }

    private static boolean wroteDeviations(
            ByteWriter out, List<MethodSeries> before, MethodSeries column, long[] buckets) {
        var counts = find(before, column.method(), Kind.COUNT);
        if (column.method().kind() != Kind.STD || counts == null) {
            return false;
        }
        int start = out.size();
        var present = column.series().timestamps();
        out.u8(present.length == buckets.length ? EVERY_DEVIATION : SOME_DEVIATIONS);
        writePresence(out, buckets, present);
        var values = column.series().values();
        boolean written = DeviationColumn.write(out, values, at(present, counts));
        if (!written) {
            out.truncate(start);
        }
        return written;
    }

    /// The values of some of the buckets of a series.
    private static double[] at(long[] present, Series series) {
        if (present.length == series.size()) {
            return series.values();
        }
        var found = new double[present.length];
        int at = 0;
        for (int i = 0; i < found.length; i++) {
            while (at < series.size() - 1 && series.timestamps()[at] < present[i]) {
                at++;
            }
            found[i] = at < series.size() ? series.values()[at] : 0;
        }
        return found;
    }

    private static long[] allBuckets(List<MethodSeries> group) {
        var longest = group.getFirst().series().timestamps();
        boolean same = true;
        for (var column : group) {
            same &= Arrays.equals(column.series().timestamps(), longest);
        }
        return same
                ? longest
                : group.stream()
                        .flatMapToLong(column -> Arrays.stream(column.series().timestamps()))
                        .sorted()
                        .distinct()
                        .toArray();
    }

    /// A bit for each bucket, unless all are present.
    private static void writePresence(ByteWriter out, long[] buckets, long[] present) {
        if (present.length == buckets.length) {
            return;
        }
        var bitmap = new byte[(buckets.length + 7) / 8];
        int next = 0;
        for (int i = 0; i < buckets.length; i++) {
            if (next < present.length && present[next] == buckets[i]) {
                bitmap[i >> 3] |= (byte) (1 << (i & 7));
                next++;
            }
        }
        out.raw(bitmap, 0, bitmap.length);
    }

    /// Adds the series of a group, its timestamps read already.
    static void read(
            ByteReader in, Timespan granularity, long[] buckets, List<MethodSeries> closed) {
        int methods = in.count(2, Integer.MAX_VALUE);
        var columns = new ArrayList<MethodSeries>(methods);
        int first = closed.size();
        for (int i = 0; i < methods; i++) {
            var method = MethodPlaces.at(in.varint());
            int kind = in.u8();
            var series =
                    switch (kind) {
                        case SOME_BUCKETS -> values(in, granularity, some(in, buckets));
                        case EVERY_BUCKET -> values(in, granularity, buckets);
                        case EQUAL -> columns.get(in.count(0, i - 1)).series();
                        case QUOTIENT -> verified(quotients(columns, method));
                        case SOME_DEVIATIONS -> deviations(in, columns, method, some(in, buckets));
                        case EVERY_DEVIATION -> deviations(in, columns, method, buckets);
                        default -> throw new MalformedException("a column of kind " + kind);
                    };
            columns.add(new MethodSeries(method, series));
            insert(closed, first, columns.getLast());
        }
    }

    private static Series deviations(
            ByteReader in, List<MethodSeries> columns, AggregationMethod method, long[] present) {
        var counts = verified(find(columns, method, Kind.COUNT));
        var values = DeviationColumn.read(in, at(present, counts));
        return new Series(counts.granularity(), present, values);
    }

    private static Series verified(@Nullable Series series) {
        if (series == null) {
            throw new MalformedException("a column without those it follows from");
        }
        return series;
    }

    /// Columns are nearly in order.
    private static void insert(List<MethodSeries> closed, int first, MethodSeries column) {
        int at = closed.size();
        while (at > first && column.method().compareTo(closed.get(at - 1).method()) < 0) {
            at--;
        }
        closed.add(at, column);
    }

    /// As [#read], of versions in which nothing is left out.
    static void readPlain(
            ByteReader in, Timespan granularity, long[] buckets, List<MethodSeries> closed) {
        int methods = in.count(2, Integer.MAX_VALUE);
        for (int i = 0; i < methods; i++) {
            var method = MethodPlaces.at(in.varint());
            var present = in.u8() == EVERY_BUCKET ? buckets : some(in, buckets);
            closed.add(new MethodSeries(method, values(in, granularity, present)));
        }
    }

    private static Series values(ByteReader in, Timespan granularity, long[] present) {
        return new Series(granularity, present, DoubleColumn.read(in, present.length));
    }

    private static long[] some(ByteReader in, long[] buckets) {
        var present = new long[buckets.length];
        int count = 0;
        for (int i = 0; i < buckets.length; i += 8) {
            int octet = in.u8();
            for (int bit = 0; bit < 8 && i + bit < buckets.length; bit++) {
                if ((octet >> bit & 1) == 1) {
                    present[count++] = buckets[i + bit];
                }
            }
        }
        return Arrays.copyOf(present, count);
    }
}
