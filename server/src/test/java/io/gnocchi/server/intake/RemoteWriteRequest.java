package io.gnocchi.server.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.Snappy;

/// A remote write request as Prometheus makes it.
public final class RemoteWriteRequest {
    private final ByteArrayOutputStream series = new ByteArrayOutputStream();

    /// Adds a series with one sample.
    public RemoteWriteRequest series(Map<String, String> labels, long millis, double value) {
        var body = new ByteArrayOutputStream();
        labels.forEach((name, text) ->
                message(
                        body,
                        1,
                        out -> {
                            out.writeString(1, name);
                            out.writeString(2, text);
                        }));
        message(
                body,
                2,
                out -> {
                    out.writeDouble(1, value);
                    out.writeInt64(2, millis);
                });
        message(series, 1, out -> out.writeRawBytes(body.toByteArray()));
        return this;
    }

    /// Adds what says something about a metric and is no series.
    public RemoteWriteRequest metadata(String metric) {
        message(
                series,
                3,
                out -> {
                    out.writeInt32(1, 1);
                    out.writeString(2, metric);
                });
        return this;
    }

    /// The request before it is packed.
    public byte[] bytes() {
        return series.toByteArray();
    }

    /// The request as it is sent.
    public byte[] packed() {
        try {
            return Snappy.compress(bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A request of version 2.0, packed: one sample of each series, and a native histogram with so
    /// many observations and such a sum when there is one.
    public static byte[] symbolic(
            List<Map<String, String>> series,
            long millis,
            double value,
            double @Nullable [] histogram)
            throws IOException {
        var symbols = new ArrayList<String>(List.of(""));
        var request = new ByteArrayOutputStream();
        for (var labels : series) {
            var body = new ByteArrayOutputStream();
            var references = new ByteArrayOutputStream();
            var out = CodedOutputStream.newInstance(references);
            for (var label : labels.entrySet()) {
                symbols.add(label.getKey());
                out.writeUInt32NoTag(symbols.size() - 1);
                symbols.add(label.getValue());
                out.writeUInt32NoTag(symbols.size() - 1);
            }
            out.flush();
            message(body, 1, inner -> inner.writeRawBytes(references.toByteArray()));
            message(
                    body,
                    2,
                    inner -> {
                        inner.writeDouble(1, value);
                        inner.writeInt64(2, millis);
                    });
            if (histogram != null) {
                message(
                        body,
                        3,
                        inner -> {
                            inner.writeUInt64(1, (long) histogram[0]);
                            inner.writeDouble(3, histogram[1]);
                            inner.writeInt64(15, millis);
                        });
            }
            message(request, 5, inner -> inner.writeRawBytes(body.toByteArray()));
        }
        for (var symbol : symbols) {
            message(request, 4, inner -> inner.writeRawBytes(symbol.getBytes(UTF_8)));
        }
        return Snappy.compress(request.toByteArray());
    }

    /// Writes the fields of a message.
    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    private static void message(ByteArrayOutputStream to, int field, Fields fields) {
        try {
            var body = new ByteArrayOutputStream();
            var inner = CodedOutputStream.newInstance(body);
            fields.write(inner);
            inner.flush();
            var outer = CodedOutputStream.newInstance(to);
            outer.writeByteArray(field, body.toByteArray());
            outer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
