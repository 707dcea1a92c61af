package io.gnocchi.lab.bench;

import io.gnocchi.core.model.Measures;
import io.gnocchi.lab.bench.Subject.Call;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Requests as Prometheus sends them: a protobuf message of series, in a snappy block (which here
/// holds literals only, for it is the server that is measured).
final class RemoteWrite {
    static final String TYPE = "application/x-protobuf";

    private static final int LONGEST_LITERAL = 1 << 16;
    private static final int TWO_BYTE_LITERAL = 61 << 2;
    private static final int BYTES = 2;
    private static final int FIXED64 = 1;

    private RemoteWrite() {}

    /// @param host that sends
    /// @param series of the host, by their place
    static Call call(String path, String host, List<Measures> series) {
        var message = new ByteArrayOutputStream();
        for (int i = 0; i < series.size(); i++) {
            field(message, 1, series(host, "bench_" + i, series.get(i)));
        }
        return new Call("POST", path, snappy(message.toByteArray()), TYPE);
    }

    private static byte[] series(String host, String name, Measures measures) {
        var out = new ByteArrayOutputStream();
        field(out, 1, label("__name__", name));
        field(out, 1, label("instance", host));
        field(out, 1, label("job", "bench"));
        for (int i = 0; i < measures.size(); i++) {
            var sample = new ByteArrayOutputStream();
            sample.write(1 << 3 | FIXED64);
            var bits = ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            sample.writeBytes(bits.putDouble(measures.values()[i]).array());
            sample.write(2 << 3);
            varint(sample, measures.timestamps()[i] / 1_000_000);
            field(out, 2, sample.toByteArray());
        }
        return out.toByteArray();
    }

    private static byte[] label(String name, String value) {
        var out = new ByteArrayOutputStream();
        field(out, 1, name.getBytes(StandardCharsets.UTF_8));
        field(out, 2, value.getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    private static void field(ByteArrayOutputStream out, int number, byte[] content) {
        out.write(number << 3 | BYTES);
        varint(out, content.length);
        out.writeBytes(content);
    }

    private static byte[] snappy(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        varint(out, bytes.length);
        for (int from = 0; from < bytes.length; from += LONGEST_LITERAL) {
            int length = Math.min(LONGEST_LITERAL, bytes.length - from);
            out.write(TWO_BYTE_LITERAL);
            out.write(length - 1);
            out.write((length - 1) >> 8);
            out.write(bytes, from, length);
        }
        return out.toByteArray();
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
