package io.gnocchi.server.intake;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.gnocchi.core.model.MalformedException;
import io.gnocchi.core.model.Measures;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The time series of a Prometheus remote write request, side by side: thousands come with one
/// sample each, and make no object each. Of a request 0.1.0 they are decoded from
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
final class SeriesColumns {
    private static final long STALE_BITS = 0x7ff0000000000002L;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int INITIAL = 64;
    private static final byte[] NO_LABELS = {};

    private int size;
    private byte[][] labels = new byte[INITIAL][];
    private int[] labelsFrom = new int[INITIAL];
    private int[] labelsTo = new int[INITIAL];
    private int[] sampleCounts = new int[INITIAL];
    private int[] ends = new int[INITIAL];
    private final GrowingMeasures samples = new GrowingMeasures(INITIAL);

    // What few series have, by their place.
    private final Map<Integer, String> sampleFaults = new HashMap<>();
    private final Map<Integer, Histograms> histograms = new HashMap<>();

    /// Of all series.
    private int sampleCount;

    private int histogramCount;

    /// Whether the labels of the series in hand are a copy.
    private boolean copied;

    private static final class Histograms {
        private final GrowingMeasures counts = new GrowingMeasures();
        private final GrowingMeasures sums = new GrowingMeasures();
        private int number;
        private @Nullable String fault;
    }

    /// Reads one series of a request that was read whole.
    ///
    /// @param bytes of the whole request
    /// @param request at the length of the series
    void read(byte[] bytes, CodedInputStream request) throws IOException {
        beginSeries();
        int outer = request.pushLimit(request.readRawVarint32());
        int start = request.getTotalBytesRead();
        for (int tag = request.readTag(); tag != 0; tag = request.readTag()) {
            if (tag == message(1)) {
                request.skipRawBytes(request.readRawVarint32());
                label(bytes, start, request.getTotalBytesRead());
            } else if (tag == message(2)) {
                readSample(request);
            } else if (tag == message(4)) {
                readHistogram(request);
            } else {
                skip(request, tag);
            }
            start = request.getTotalBytesRead();
        }
        request.popLimit(outer);
        endSeries();
    }

    /// Begins one series. Until [#endSeries] everything is of that.
    void beginSeries() {
        if (size == Delivery.MAX_METRICS) {
            throw Delivery.tooMany(Delivery.MAX_METRICS, "series");
        }
        if (size == ends.length) {
            labels = Arrays.copyOf(labels, 2 * size);
            labelsFrom = Arrays.copyOf(labelsFrom, 2 * size);
            labelsTo = Arrays.copyOf(labelsTo, 2 * size);
            sampleCounts = Arrays.copyOf(sampleCounts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
        }
        labelled(NO_LABELS);
        copied = false;
    }

    void endSeries() {
        ends[size++] = samples.size();
    }

    /// Takes one more label. They stand side by side, as a rule, and stay where they are then.
    private void label(byte[] bytes, int from, int to) {
        int before = labelsFrom[size];
        int end = labelsTo[size];
        if (before == end) {
            labels[size] = bytes;
            labelsFrom[size] = from;
            labelsTo[size] = to;
        } else if (copied || end != from) {
            var all = Arrays.copyOfRange(labels[size], before, end + to - from);
            System.arraycopy(bytes, from, all, end - before, to - from);
            labelled(all);
        } else {
            labelsTo[size] = to;
        }
    }

    void labelled(byte[] these) {
        copied = true;
        labels[size] = these;
        labelsFrom[size] = 0;
        labelsTo[size] = these.length;
    }

    void readSample(CodedInputStream request) throws IOException {
        double value = 0;
        long millis = 0;
        int outer = request.pushLimit(request.readRawVarint32());
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
        sampleCounts[size]++;
        sampleCount++;
        requireFew();
        var fault = add(samples, millis, value);
        if (fault != null) {
            sampleFaults.put(size, fault);
        }
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
        var own = histograms.computeIfAbsent(size, _ -> new Histograms());
        own.number++;
        histogramCount++;
        requireFew();
        var countFault = add(own.counts, millis, isStale(sum) ? sum : count);
        var sumFault = add(own.sums, millis, sum);
        if (countFault != null || sumFault != null) {
            own.fault = sumFault == null ? countFault : sumFault;
        }
    }

    /// Adds what is no marker of an end.
    ///
    /// @return why it cannot be taken, null when it can: told when the series is wanted, for others
    ///   of its request may be good
    private static @Nullable String add(GrowingMeasures measures, long millis, double value) {
        if (isStale(value)) {
            return null;
        }
        if (millis < 0) {
            return "Timestamp must be after Epoch";
        }
        if (millis > Long.MAX_VALUE / NANOS_PER_MILLI) {
            return "timestamp %d is out of range".formatted(millis);
        }
        measures.add(millis * NANOS_PER_MILLI, value);
        return null;
    }

    /// All of it is held until it is handed in, so it is bounded while it comes: an empty sample
    /// takes two bytes on its way and sixteen here.
    private void requireFew() {
        if ((long) sampleCount + histogramCount > Delivery.MAX_MEASURES) {
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

    /// How many series there are.
    int size() {
        return size;
    }

    /// How many samples all have, markers of ends included.
    int sampleCount() {
        return sampleCount;
    }

    /// How many native histograms all have.
    int histogramCount() {
        return histogramCount;
    }

    /// Whether no sample is bad.
    boolean areFaultless() {
        return sampleFaults.isEmpty();
    }

    /// The series one by one.
    List<RemoteSeries> each() {
        return IntStream.range(0, size).mapToObj(place -> new RemoteSeries(this, place)).toList();
    }

    /// Where the samples of a series begin, markers of ends not counted.
    int begin(int place) {
        return place == 0 ? 0 : ends[place - 1];
    }

    /// Where they end.
    int end(int place) {
        return ends[place];
    }

    /// The samples of all series, times in nanoseconds; more may stand behind the last.
    GrowingMeasures samples() {
        return samples;
    }

    /// The place of a series in a table, negative when it is not there.
    int find(int place, SeriesTable table, int guess) {
        return table.find(labels[place], labelsFrom[place], labelsTo[place], guess);
    }

    /// A copy of the labels of a series.
    byte[] labels(int place) {
        return Arrays.copyOfRange(labels[place], labelsFrom[place], labelsTo[place]);
    }

    int sampleCount(int place) {
        return sampleCounts[place];
    }

    int histogramCount(int place) {
        var own = histograms.get(place);
        return own == null ? 0 : own.number;
    }

    /// @throws MalformedException when one of them is bad
    Measures samples(int place) {
        refuse(sampleFaults.get(place));
        return samples.measures(begin(place), end(place));
    }

    /// @throws MalformedException when one of them is bad
    Measures counts(int place) {
        return measures(place, own -> own.counts);
    }

    /// @throws MalformedException when one of them is bad
    Measures sums(int place) {
        return measures(place, own -> own.sums);
    }

    private Measures measures(int place, Function<Histograms, GrowingMeasures> column) {
        var own = histograms.get(place);
        if (own == null) {
            return new Measures(new long[0], new double[0]);
        }
        refuse(own.fault);
        return column.apply(own).measures();
    }

    private static void refuse(@Nullable String fault) {
        if (fault != null) {
            throw new MalformedException(fault);
        }
    }
}
