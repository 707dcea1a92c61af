package io.gnocchi.server.intake;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import io.gnocchi.core.model.MalformedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Time series of a Prometheus remote write request 2.0, where texts are numbers of a table:
///
/// ```
/// message Request    { repeated string symbols = 4; repeated TimeSeries timeseries = 5; }
/// message TimeSeries { repeated uint32 labels_refs = 1; repeated Sample samples = 2;
///                      repeated Histogram histograms = 3; }
/// ```
///
/// Samples and histograms are those of [SeriesColumns]. Exemplars and metadata are skipped.
final class SymbolicSeries {
    private static final int SYMBOLS = 4;
    private static final int SERIES = 5;
    private static final int LABELS = 1;
    private static final int SAMPLES = 2;
    private static final int HISTOGRAMS = 3;

    private final List<byte[]> symbols = new ArrayList<>();
    private final SeriesColumns columns;

    private SymbolicSeries(SeriesColumns columns) {
        this.columns = columns;
    }

    /// Reads a request; the table may come after what refers to it, so it is read first.
    ///
    /// @param columns get the series
    static void read(byte[] request, SeriesColumns columns) throws IOException {
        var table = new SymbolicSeries(columns);
        table.readSymbols(CodedInputStream.newInstance(request));
        table.readAll(CodedInputStream.newInstance(request));
    }

    private void readSymbols(CodedInputStream request) throws IOException {
        for (int tag = request.readTag(); tag != 0; tag = request.readTag()) {
            if (tag == SeriesColumns.message(SYMBOLS)) {
                symbols.add(request.readByteArray());
            } else {
                SeriesColumns.skip(request, tag);
            }
        }
    }

    private void readAll(CodedInputStream request) throws IOException {
        for (int tag = request.readTag(); tag != 0; tag = request.readTag()) {
            if (tag == SeriesColumns.message(SERIES)) {
                readSeries(request);
            } else {
                SeriesColumns.skip(request, tag);
            }
        }
    }

    private void readSeries(CodedInputStream request) throws IOException {
        columns.beginSeries();
        var references = new ArrayList<Integer>();
        int outer = request.pushLimit(request.readRawVarint32());
        for (int tag = request.readTag(); tag != 0; tag = request.readTag()) {
            if (tag == SeriesColumns.message(LABELS)) {
                readReferences(request, references);
            } else if (tag == SeriesColumns.varint(LABELS)) {
                references.add(request.readUInt32());
            } else if (tag == SeriesColumns.message(SAMPLES)) {
                columns.readSample(request);
            } else if (tag == SeriesColumns.message(HISTOGRAMS)) {
                columns.readHistogram(request);
            } else {
                SeriesColumns.skip(request, tag);
            }
        }
        request.popLimit(outer);
        columns.labelled(labels(references));
        columns.endSeries();
    }

    private byte[] labels(List<Integer> references) throws IOException {
        var octets = new ByteArrayOutputStream();
        var out = CodedOutputStream.newInstance(octets);
        for (int i = 0; i + 1 < references.size(); i += 2) {
            EncodedLabels.write(symbol(references.get(i)), symbol(references.get(i + 1)), out);
        }
        out.flush();
        return octets.toByteArray();
    }

    private static void readReferences(CodedInputStream request, List<Integer> references)
            throws IOException {
        int outer = request.pushLimit(request.readRawVarint32());
        while (!request.isAtEnd()) {
            references.add(request.readUInt32());
        }
        request.popLimit(outer);
    }

    private byte[] symbol(int reference) {
        if (reference < 0 || reference >= symbols.size()) {
            throw new MalformedException("there is no symbol " + reference);
        }
        return symbols.get(reference);
    }
}
