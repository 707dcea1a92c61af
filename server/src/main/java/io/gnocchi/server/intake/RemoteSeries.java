package io.gnocchi.server.intake;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.gnocchi.core.model.MalformedException;
import io.gnocchi.core.model.Measures;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One time series of a Prometheus remote write request 0.1.0, decoded from
///
/// ```
/// message WriteRequest { repeated TimeSeries timeseries = 1; }
/// message TimeSeries   { repeated Label labels = 1; repeated Sample samples = 2; repeated Histogram histograms = 4; }
/// message Sample       { double value = 1; int64 timestamp = 2; }
/// message Histogram    { uint64 count_int = 1; double count_float = 2; double sum = 3; int64 timestamp = 15; }
/// ```
///
/// The labels stay [encoded][EncodedLabels]. Other fields (metadata, exemplars, buckets) are
/// skipped. Times are milliseconds since the Epoch.
final class RemoteSeries {
    private static final long STALE_BITS = 0x7ff0000000000002L;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final byte[] NO_LABELS = {};

    /// Bytes of one with a time and a value that is not zero.
    private static final int SHORTEST_SAMPLE = 13;

    private byte[] labels = NO_LABELS;
    private int labelsFrom;
    private int labelsTo;
    private boolean copied;
    private @Nullable GrowingMeasures samples;
    private @Nullable GrowingMeasures counts;
    private @Nullable GrowingMeasures sums;
    private int sampleCount;
    private int histogramCount;

    /// Why they cannot be taken.
    private @Nullable String sampleFault;

    private @Nullable String histogramFault;

    /// Reads one of a request that was read whole.
    ///
    /// @param bytes of the whole request
    /// @param request at the length of the series
    static RemoteSeries read(byte[] bytes, CodedInputStream request) throws IOException {
        var series = new RemoteSeries();
        int outer = request.pushLimit(request.readRawVarint32());
        int start = request.getTotalBytesRead();
        for (int tag = request.readTag(); tag != 0; tag = request.readTag()) {
            if (tag == message(1)) {
                request.skipRawBytes(request.readRawVarint32());
                series.label(bytes, start, request.getTotalBytesRead());
            } else if (tag == message(2)) {
                series.readSample(request);
            } else if (tag == message(4)) {
                series.readHistogram(request);
            } else {
                skip(request, tag);
            }
            start = request.getTotalBytesRead();
        }
        request.popLimit(outer);
        return series;
    }

    /// Takes one more label. They stand side by side, as a rule, and stay where they are then.
    private void label(byte[] bytes, int from, int to) {
        if (labelsFrom == labelsTo) {
            labels = bytes;
            labelsFrom = from;
        } else if (copied || labelsTo != from) {
            var all = Arrays.copyOfRange(labels, labelsFrom, labelsTo + to - from);
            System.arraycopy(bytes, from, all, labelsTo - labelsFrom, to - from);
            labelled(all);
            return;
        }
        labelsTo = to;
    }

    void labelled(byte[] these) {
        labels = these;
        copied = true;
        labelsFrom = 0;
        labelsTo = these.length;
    }

    /// A copy of its [EncodedLabels].
    byte[] labels() {
        return Arrays.copyOfRange(labels, labelsFrom, labelsTo);
    }

    /// Its place in a table, negative when it is not there.
    int find(SeriesTable table, int guess) {
        return table.find(labels, labelsFrom, labelsTo, guess);
    }

    /// How many samples it has, markers of its end included.
    int sampleCount() {
        return sampleCount;
    }

    /// How many native histograms it has.
    int histogramCount() {
        return histogramCount;
    }

    /// Its samples but markers of its end, times in nanoseconds.
    ///
    /// @throws MalformedException when a time is before 1970 or too late
    Measures samples() {
        return measures(samples, sampleFault);
    }

    /// The numbers of observations of native histograms.
    ///
    /// @throws MalformedException when a time is before 1970 or too late
    Measures counts() {
        return measures(counts, histogramFault);
    }

    /// The sums of observations of native histograms.
    ///
    /// @throws MalformedException when a time is before 1970 or too late
    Measures sums() {
        return measures(sums, histogramFault);
    }

    private static Measures measures(@Nullable GrowingMeasures growing, @Nullable String fault) {
        if (fault != null) {
            throw new MalformedException(fault);
        }
        return growing == null ? new Measures(new long[0], new double[0]) : growing.measures();
    }

    /// Adds what is no marker of an end.
    ///
    /// @param fault why one before cannot be taken
    /// @return why this one cannot, or the other: it is told when the series is wanted, for others
    ///   of its request may be good
    private static @Nullable String add(
            GrowingMeasures measures, long millis, double value, @Nullable String fault) {
        if (isStale(value)) {
            return fault;
        }
        if (millis < 0) {
            return "Timestamp must be after Epoch";
        }
        if (millis > Long.MAX_VALUE / NANOS_PER_MILLI) {
            return "timestamp %d is out of range".formatted(millis);
        }
        measures.add(millis * NANOS_PER_MILLI, value);
        return fault;
    }

    /// Reads a sample. As a rule those after it are as long, and nothing else is left of the
    /// series.
    void readSample(CodedInputStream request) throws IOException {
        double value = 0;
        long millis = 0;
        int length = request.readRawVarint32();
        int outer = request.pushLimit(length);
        for (int tag = request.readTag(); tag != 0; tag = request.readTag()) {
            if (tag == tag(1, WireFormat.WIRETYPE_FIXED64)) {
                value = request.readDouble();
            } else if (tag == varint(2)) {
                millis = request.readInt64();
            } else {
                skip(request, tag);
            }
        }
        request.popLimit(outer);
        if (samples == null) {
            int each = Math.max(SHORTEST_SAMPLE, length + 2);
            samples = new GrowingMeasures(1 + request.getBytesUntilLimit() / each);
        }
        sampleCount++;
        requireFew(sampleCount);
        sampleFault = add(samples, millis, value, sampleFault);
    }

    void readHistogram(CodedInputStream request) throws IOException {
        double count = 0;
        double sum = 0;
        long millis = 0;
        int outer = request.pushLimit(request.readRawVarint32());
        for (int tag = request.readTag(); tag != 0; tag = request.readTag()) {
            if (tag == varint(1)) {
                count = request.readUInt64();
            } else if (tag == tag(2, WireFormat.WIRETYPE_FIXED64)) {
                count = request.readDouble();
            } else if (tag == tag(3, WireFormat.WIRETYPE_FIXED64)) {
                sum = request.readDouble();
            } else if (tag == varint(15)) {
                millis = request.readInt64();
            } else {
                skip(request, tag);
            }
        }
        request.popLimit(outer);
        if (counts == null || sums == null) {
            counts = new GrowingMeasures();
            sums = new GrowingMeasures();
        }
        histogramCount++;
        requireFew(histogramCount);
        histogramFault = add(counts, millis, isStale(sum) ? sum : count, histogramFault);
        histogramFault = add(sums, millis, sum, histogramFault);
    }

    /// An empty one takes two bytes on its way and sixteen here.
    private static void requireFew(int measures) {
        if (measures > Delivery.MAX_MEASURES) {
            throw Delivery.tooMany(Delivery.MAX_MEASURES, "measures");
        }
    }

    private static boolean isStale(double value) {
        return Double.doubleToRawLongBits(value) == STALE_BITS;
    }

    static void skip(CodedInputStream request, int tag) throws IOException {
        if (!request.skipField(tag)) {
            throw new MalformedException("a group ends that has not begun");
        }
    }

    /// The tag of a field that is a message, a text or packed numbers.
    static int message(int field) {
        return tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    }

    static int varint(int field) {
        return tag(field, WireFormat.WIRETYPE_VARINT);
    }

    private static int tag(int field, int wireType) {
        return field << 3 | wireType;
    }
}
