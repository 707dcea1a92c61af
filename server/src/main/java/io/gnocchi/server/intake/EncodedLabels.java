package io.gnocchi.server.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.gnocchi.core.model.MalformedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/// The labels of a Prometheus series as they came, so that those met before need not be read:
///
/// ```
/// repeated Label labels = 1;
/// message Label { string name = 1; string value = 2; }
/// ```
final class EncodedLabels {
    private static final int MAX_LABELS = 1000;
    private static final int NAME = 1;
    private static final int VALUE = 2;

    private EncodedLabels() {}

    /// Labels in their order.
    static byte[] of(SortedMap<String, String> labels) {
        var octets = new ByteArrayOutputStream();
        var out = CodedOutputStream.newInstance(octets);
        try {
            for (var label : labels.entrySet()) {
                write(label.getKey().getBytes(UTF_8), label.getValue().getBytes(UTF_8), out);
            }
            out.flush();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory", e);
        }
        return octets.toByteArray();
    }

    /// Writes one label, its texts in UTF-8.
    static void write(byte[] name, byte[] value, CodedOutputStream out) throws IOException {
        out.writeTag(1, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt32NoTag(
                CodedOutputStream.computeByteArraySize(NAME, name)
                        + CodedOutputStream.computeByteArraySize(VALUE, value));
        out.writeByteArray(NAME, name);
        out.writeByteArray(VALUE, value);
    }

    /// The labels by name; of a name that is there twice the last.
    ///
    /// @throws InvalidProtocolBufferException when they are none
    /// @throws MalformedException when they are too many
    static SortedMap<String, String> read(byte[] octets) throws IOException {
        var labels = new TreeMap<String, String>();
        var in = CodedInputStream.newInstance(octets);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            readLabel(in, labels);
        }
        return labels;
    }

    private static void readLabel(CodedInputStream in, SortedMap<String, String> labels)
            throws IOException {
        var name = "";
        var value = "";
        int outer = in.pushLimit(in.readRawVarint32());
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == SeriesColumns.message(NAME)) {
                name = in.readStringRequireUtf8();
            } else if (tag == SeriesColumns.message(VALUE)) {
                value = in.readStringRequireUtf8();
            } else {
                SeriesColumns.skip(in, tag);
            }
        }
        in.popLimit(outer);
        labels.put(name, value);
        if (labels.size() > MAX_LABELS) {
            throw new MalformedException("it has more than %d labels".formatted(MAX_LABELS));
        }
    }

    /// Whether octets are these labels in order, written as anybody would: then other octets are
    /// other labels.
    static boolean areCanonical(byte[] octets, SortedMap<String, String> labels) {
        return Arrays.equals(octets, of(labels));
    }
}
