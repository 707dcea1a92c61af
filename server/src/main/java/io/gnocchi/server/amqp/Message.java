package io.gnocchi.server.amqp;

import io.gnocchi.core.model.MalformedException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.Section;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;

/// A message, from its first bytes to its settlement.
final class Message {
    /// collectd's have a few hundred.
    static final int MAX_BYTES = 1 << 20;

    private static final int CHUNK_BYTES = 16 << 10;

    private final Delivery delivery;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private boolean isTooLong;

    Message(Delivery delivery) {
        this.delivery = delivery;
    }

    Delivery delivery() {
        return delivery;
    }

    /// Takes what has come of it.
    void readFrom(Receiver receiver) {
        var chunk = new byte[Math.min(CHUNK_BYTES, Math.max(1, delivery.pending()))];
        for (int count = receiver.recv(chunk, 0, chunk.length);
                count > 0;
                count = receiver.recv(chunk, 0, chunk.length)) {
            isTooLong |= bytes.size() + count > MAX_BYTES;
            if (!isTooLong) {
                bytes.write(chunk, 0, count);
            }
        }
    }

    /// What it carries.
    ///
    /// @throws MalformedException when that is not bytes or a text
    byte[] content() {
        if (isTooLong) {
            throw new MalformedException("a message of more than %d bytes".formatted(MAX_BYTES));
        }
        return switch (body()) {
            case Data data -> bytes(data.getValue());
            case AmqpValue value when value.getValue() instanceof Binary binary -> bytes(binary);
            case AmqpValue value when value.getValue() instanceof String text ->
                    text.getBytes(StandardCharsets.UTF_8);
            case null, default -> throw new MalformedException("a body that is no text");
        };
    }

    private Section body() {
        var message = Proton.message();
        try {
            var encoded = bytes.toByteArray();
            message.decode(encoded, 0, encoded.length);
        } catch (RuntimeException e) {
            throw new MalformedException("not a message of AMQP: " + e.getMessage());
        }
        return message.getBody();
    }

    private static byte[] bytes(Binary binary) {
        return Arrays.copyOfRange(
                binary.getArray(),
                binary.getArrayOffset(),
                binary.getArrayOffset() + binary.getLength());
    }
}
