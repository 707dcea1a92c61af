package io.gnocchi.server.collectd;

import io.gnocchi.core.model.MalformedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// A datagram of collectd's network protocol: parts, each of which sets something for those behind
/// it.
///
/// ```
/// packet = *part
/// part   = type:2 length:2 body              ; big-endian, the length counts all of the part
/// body   = text NUL                          ; types 0, 2 to 5: host, plugin, instance, type, instance
///        | number:8                          ; types 1, 7: time, interval; 8, 9: in 2^-30 seconds
///        | count:2 count*kind:1 count*value:8    ; type 6: values
/// ```
///
/// Gauges (kind 1) are little-endian doubles; counters (0), derives (2) and absolutes (3)
/// big-endian integers. Notifications and unknown parts are skipped; so are signatures, which are
/// not checked. An encrypted part cannot be read.
final class Packet {
    private static final int HOST = 0x0000;
    private static final int TIME = 0x0001;
    private static final int PLUGIN = 0x0002;
    private static final int PLUGIN_INSTANCE = 0x0003;
    private static final int TYPE = 0x0004;
    private static final int TYPE_INSTANCE = 0x0005;
    private static final int VALUES = 0x0006;
    private static final int TIME_HIGH_RESOLUTION = 0x0008;
    private static final int ENCRYPTION = 0x0210;
    private static final int HEADER_BYTES = 4;
    private static final int MAX_TEXT_BYTES = 512;

    private static final int COUNTER = 0;
    private static final int GAUGE = 1;
    private static final int DERIVE = 2;
    private static final int ABSOLUTE = 3;

    private final ByteBuffer packet;
    private final TypeNames types;
    private String host = "";
    private String plugin = "";
    private String pluginInstance = "";
    private String type = "";
    private String typeInstance = "";
    private long nanos;

    private Packet(ByteBuffer packet, TypeNames types) {
        this.packet = packet;
        this.types = types;
    }

    /// Reads a datagram to its end; what comes before something bad has been taken.
    ///
    /// @throws MalformedException when something is bad
    static void read(byte[] bytes, int length, TypeNames types, Consumer<ValueList> taker) {
        var packet = new Packet(ByteBuffer.wrap(bytes, 0, length), types);
        while (packet.packet.hasRemaining()) {
            packet.readPart(taker);
        }
    }

    private void readPart(Consumer<ValueList> taker) {
        if (packet.remaining() < HEADER_BYTES) {
            throw new MalformedException("a part is cut off");
        }
        int kind = Short.toUnsignedInt(packet.getShort());
        int length = Short.toUnsignedInt(packet.getShort()) - HEADER_BYTES;
        if (length < 0 || length > packet.remaining()) {
            throw new MalformedException("a part is longer than its packet");
        }
        var body = packet.slice(packet.position(), length);
        packet.position(packet.position() + length);
        switch (kind) {
            case HOST -> host = text(body);
            case PLUGIN -> plugin = text(body);
            case PLUGIN_INSTANCE -> pluginInstance = text(body);
            case TYPE -> type = text(body);
            case TYPE_INSTANCE -> typeInstance = text(body);
            case TIME -> nanos = seconds(number(body));
            case TIME_HIGH_RESOLUTION -> nanos = fractions(number(body));
            case VALUES -> taker.accept(values(body));
            case ENCRYPTION ->
                    throw new MalformedException(
                            "an encrypted packet: use SecurityLevel \"None\" or write_http over"
                                    + " TLS");
            default -> {}
        }
    }

    private static String text(ByteBuffer body) {
        int length = body.remaining() - 1;
        if (length < 0 || length > MAX_TEXT_BYTES || body.get(length) != 0) {
            throw new MalformedException("a text that does not end");
        }
        var bytes = new byte[length];
        body.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static long number(ByteBuffer body) {
        if (body.remaining() != Long.BYTES) {
            throw new MalformedException("a number that is none");
        }
        return body.getLong();
    }

    private static long seconds(long seconds) {
        if (seconds < 0 || seconds > Long.MAX_VALUE / 1_000_000_000L) {
            throw new MalformedException("a time out of range");
        }
        return seconds * 1_000_000_000L;
    }

    private static long fractions(long units) {
        long part = units & ((1L << 30) - 1);
        return seconds(units >>> 30) + ((part * 1_000_000_000L) >>> 30);
    }

    private ValueList values(ByteBuffer body) {
        int count = body.remaining() < 2 ? 0 : Short.toUnsignedInt(body.getShort());
        if (count == 0 || body.remaining() != count * (1 + Long.BYTES)) {
            throw new MalformedException("values that are none");
        }
        var values = new double[count];
        for (int i = 0; i < count; i++) {
            int at = body.position() + count + i * Long.BYTES;
            values[i] = value(body, body.get(body.position() + i), at);
        }
        var identity = new ValueList.Identity(host, plugin, pluginInstance, type, typeInstance);
        return new ValueList(identity, nanos, values, types.of(type, count));
    }

    private static double value(ByteBuffer body, int kind, int at) {
        return switch (kind) {
            case COUNTER, ABSOLUTE -> unsigned(body.getLong(at));
            case GAUGE -> Double.longBitsToDouble(Long.reverseBytes(body.getLong(at)));
            case DERIVE -> body.getLong(at);
            default -> throw new MalformedException("values of an unknown kind");
        };
    }

    private static double unsigned(long bits) {
        return bits >= 0 ? bits : 2.0 * ((bits >>> 1) | (bits & 1));
    }
}
