package io.gnocchi.server.intake;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.gnocchi.core.model.MalformedException;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/// One time series of a Prometheus remote write request 0.1.0, decoded from
///
/// ```
/// message WriteRequest { repeated TimeSeries timeseries = 1; }
/// message TimeSeries   { repeated Label labels = 1; repeated Sample samples = 2; repeated Histogram histograms = 4; }
/// message Label        { string name = 1; string value = 2; }
/// message Sample       { double value = 1; int64 timestamp = 2; }
/// message Histogram    { uint64 count_int = 1; double count_float = 2; double sum = 3; int64 timestamp = 15; }
/// ```
///
/// Other fields (metadata, exemplars, buckets) are skipped. Times are milliseconds since the Epoch.
///
/// @param counts of native histograms
/// @param sums of native histograms
record RemoteSeries(
        SortedMap<String, String> labels,
        GrowingMeasures samples,
        GrowingMeasures counts,
        GrowingMeasures sums) {
    private static final int MAX_LABELS = 1000;
    private static final long STALE_BITS = 0x7ff0000000000002L;

    /// Reads the next one of a request, skipping what is no series.
    ///
    /// @return false at the end of the request
    static boolean seek(CodedInputStream request) throws IOException {
        while (true) {
            int tag = request.readTag();
            if (tag == 0) {
                return false;
            }
            if (tag == message(1)) {
                return true;
            }
            skip(request, tag);
        }
    }

    /// The series that [#seek] has found.
    static RemoteSeries read(CodedInputStream request) throws IOException {
        var series = empty();
        int outer = request.pushLimit(request.readRawVarint32());
        for (int tag = request.readTag(); tag != 0; tag = request.readTag()) {
            if (tag == message(1)) {
                series.readLabel(request);
            } else if (tag == message(2)) {
                series.readSample(request);
            } else if (tag == message(4)) {
                series.readHistogram(request);
            } else {
                skip(request, tag);
            }
        }
        request.popLimit(outer);
        return series;
    }

    /// A series to be filled.
    static RemoteSeries empty() {
        return new RemoteSeries(
                new TreeMap<>(),
                new GrowingMeasures(),
                new GrowingMeasures(),
                new GrowingMeasures());
    }

    /// How many native histograms it has.
    int histograms() {
        return counts.size();
    }

    private void readLabel(CodedInputStream request) throws IOException {
        var name = "";
        var value = "";
        int outer = request.pushLimit(request.readRawVarint32());
        for (int tag = request.readTag(); tag != 0; tag = request.readTag()) {
            if (tag == message(1)) {
                name = request.readStringRequireUtf8();
            } else if (tag == message(2)) {
                value = request.readStringRequireUtf8();
            } else {
                skip(request, tag);
            }
        }
        request.popLimit(outer);
        label(name, value);
    }

    void label(String name, String value) {
        labels.put(name, value);
        if (labels.size() > MAX_LABELS) {
            throw new MalformedException("it has more than %d labels".formatted(MAX_LABELS));
        }
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
        samples.add(millis, value);
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
        counts.add(millis, isStale(sum) ? sum : count);
        sums.add(millis, sum);
    }

    /// Whether a value marks the end of a series.
    static boolean isStale(double value) {
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
