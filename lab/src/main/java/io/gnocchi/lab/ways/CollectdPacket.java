package io.gnocchi.lab.ways;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// A datagram of collectd's network protocol while it grows. What does not change from one value to
/// the next is not said again.
final class CollectdPacket {
    private static final int HOST = 0;
    private static final int TIME = 1;
    private static final int PLUGIN = 2;
    private static final int TYPE = 4;
    private static final int VALUES = 6;
    private static final int GAUGE = 1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    /// One gauge.
    static byte[] of(String host, long second, String plugin, double value) {
        var packet = new CollectdPacket(second);
        packet.host(host);
        packet.gauge(plugin, value);
        return packet.whole();
    }

    /// @param second when all its values were measured
    CollectdPacket(long second) {
        try {
            out.writeShort(TIME);
            out.writeShort(4 + Long.BYTES);
            out.writeLong(second);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        text(TYPE, "gauge");
    }

    void host(String name) {
        text(HOST, name);
    }

    void gauge(String plugin, double value) {
        text(PLUGIN, plugin);
        try {
            out.writeShort(VALUES);
            out.writeShort(4 + 2 + 1 + Double.BYTES);
            out.writeShort(1);
            out.writeByte(GAUGE);
            out.writeLong(Long.reverseBytes(Double.doubleToLongBits(value)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void text(int kind, String words) {
        try {
            out.writeShort(kind);
            out.writeShort(4 + words.length() + 1);
            out.writeBytes(words);
            out.writeByte(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] whole() {
        return bytes.toByteArray();
    }
}
