package io.gnocchi.core.segment;

import io.gnocchi.core.codec.ByteReader;
import io.gnocchi.core.codec.DoubleColumn;
import io.gnocchi.core.codec.MalformedException;
import io.gnocchi.core.codec.TimestampColumn;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.series.MethodSeries;
import java.util.List;

/// How the columns of a batch or segment are read, by its version. This is the one place where
/// versions of columns part; [GroupColumns] and the columns themselves write the newest.
enum ColumnFormat {
    /// Versions 1 and 2: a point takes two bytes at least, a group repeats what methods share.
    VARINTS,
    /// From version 3 on: bits, and what follows from other columns is left out.
    PACKED;

    private static final int FIRST_PACKED_VERSION = 3;

    /// More points than any column has: regular ones take no bytes that could bound their number.
    private static final int MOST_POINTS = 1 << 27;

    static ColumnFormat of(int version) {
        return version < FIRST_PACKED_VERSION ? VARINTS : PACKED;
    }

    /// A number of points.
    int count(ByteReader in) {
        return this == VARINTS ? in.count(1, Integer.MAX_VALUE) : in.count(0, MOST_POINTS);
    }

    /// Refuses more points than can follow.
    int verified(long points, ByteReader in) {
        long most = this == VARINTS ? in.remaining() : MOST_POINTS;
        if (points > most) {
            throw new MalformedException(points + " points in " + in.remaining() + " bytes");
        }
        return (int) points;
    }

    Measures points(ByteReader in, int count) {
        var timestamps =
                this == VARINTS
                        ? TimestampColumn.readVarints(in, count)
                        : TimestampColumn.read(in, count, 1);
        return new Measures(timestamps, DoubleColumn.read(in, count));
    }

    void group(ByteReader in, List<MethodSeries> closed) {
        var granularity = new Timespan(in.varint());
        int count = count(in);
        switch (this) {
            case VARINTS -> {
                var buckets = TimestampColumn.readVarints(in, count);
                GroupColumns.readPlain(in, granularity, buckets, closed);
            }
            case PACKED -> {
                var buckets = TimestampColumn.read(in, count, granularity.nanos());
                GroupColumns.read(in, granularity, buckets, closed);
            }
        }
    }
}
