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
/// message TimeSeries   { repeated Label labels = 1; repeated Sample samples = 2; }
/// message Label        { string name = 1; string value = 2; }
/// message Sample       { double value = 1; int64 timestamp = 2; }
/// ```
///
/// Other fields (metadata, exemplars, native histograms) are skipped.
///
/// @param samples milliseconds since the Epoch and values
record RemoteSeries(SortedMap<String, String> labels, GrowingMeasures samples) {
    private static final int MAX_LABELS = 1000;

    /// Reads the next one of a request, skipping what is no series.
    ///
    /// @return false at the end of the request
    static boolean seek(CodedInputStream request) throws IOException {
        while (true) {
            int tag = request.readTag();
            if (tag == 0) {
                return false;
            }
            if (tag == tag(1, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                return true;
            }
            skip(request, tag);
        }
    }

    /// The series that [#seek] has found.
    static RemoteSeries read(CodedInputStream request) throws IOException {
        var series = new RemoteSeries(new TreeMap<>(), new GrowingMeasures());
        int outer = request.pushLimit(request.readRawVarint32());
        for (int tag = request.readTag(); tag != 0; tag = request.readTag()) {
            if (tag == tag(1, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                series.readLabel(request);
            } else if (tag == tag(2, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                series.readSample(request);
            } else {
                skip(request, tag);
            }
        }
        request.popLimit(outer);
        return series;
    }

    private void readLabel(CodedInputStream request) throws IOException {
        var name = "";
        var value = "";
        int outer = request.pushLimit(request.readRawVarint32());
        for (int tag = request.readTag(); tag != 0; tag = request.readTag()) {
            if (tag == tag(1, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                name = request.readStringRequireUtf8();
            } else if (tag == tag(2, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                value = request.readStringRequireUtf8();
            } else {
                skip(request, tag);
            }
        }
        request.popLimit(outer);
        labels.put(name, value);
        if (labels.size() > MAX_LABELS) {
            throw new MalformedException("it has more than %d labels".formatted(MAX_LABELS));
        }
    }

    private void readSample(CodedInputStream request) throws IOException {
        double value = 0;
        long millis = 0;
        int outer = request.pushLimit(request.readRawVarint32());
        for (int tag = request.readTag(); tag != 0; tag = request.readTag()) {
            if (tag == tag(1, WireFormat.WIRETYPE_FIXED64)) {
                value = request.readDouble();
            } else if (tag == tag(2, WireFormat.WIRETYPE_VARINT)) {
                millis = request.readInt64();
            } else {
                skip(request, tag);
            }
        }
        request.popLimit(outer);
        samples.add(millis, value);
    }

    private static void skip(CodedInputStream request, int tag) throws IOException {
        if (!request.skipField(tag)) {
            throw new MalformedException("a group ends that has not begun");
        }
    }

    private static int tag(int field, int wireType) {
        return field << 3 | wireType;
    }
}
