package io.gnocchi.server.intake;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
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
