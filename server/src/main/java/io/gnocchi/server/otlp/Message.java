package io.gnocchi.server.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.gnocchi.core.model.MalformedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A message of protocol buffers, field after field. It may be gone through again, so that what
/// stands at its end can be known first.
final class Message {
    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] bytes;
    private final int from;
    private final int length;
    private CodedInputStream input;
    private int tag;
    private long bits;
    private int begin;
    private int size;

    private Message(byte[] bytes, int from, int length) {
        this.bytes = bytes;
        this.from = from;
        this.length = length;
        input = CodedInputStream.newInstance(bytes, from, length);
    }

    static Message of(byte[] bytes) {
        return new Message(bytes, 0, bytes.length);
    }

    /// Goes back to the beginning.
    Message again() {
        input = CodedInputStream.newInstance(bytes, from, length);
        return this;
    }

    /// Goes on to the next field.
    ///
    /// @return false at the end
    /// @throws InvalidProtocolBufferException when these bytes are no message
    boolean next() throws IOException {
        tag = input.readTag();
        switch (WireFormat.getTagWireType(tag)) {
            case WireFormat.WIRETYPE_VARINT -> {
                if (tag != 0) {
                    bits = input.readRawVarint64();
                }
            }
            case WireFormat.WIRETYPE_FIXED64 -> bits = input.readRawLittleEndian64();
            case WireFormat.WIRETYPE_FIXED32 -> bits = input.readRawLittleEndian32();
            case WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
                size = input.readRawVarint32();
                begin = from + input.getTotalBytesRead();
                input.skipRawBytes(size);
            }
            default -> throw new MalformedException("a field is of a type that is not in use");
        }
        return tag != 0;
    }

    /// The number of the field.
    int field() {
        return WireFormat.getTagFieldNumber(tag);
    }

    private boolean is(int wireType) {
        return WireFormat.getTagWireType(tag) == wireType;
    }

    /// A number of any kind of integer, as it stands.
    long integer() {
        if (is(WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
            throw unexpected();
        }
        return bits;
    }

    /// A number whose sign is its lowest bit.
    int zigzag() {
        return CodedInputStream.decodeZigZag32((int) integer());
    }

    double real() {
        if (!is(WireFormat.WIRETYPE_FIXED64)) {
            throw unexpected();
        }
        return Double.longBitsToDouble(bits);
    }

    /// @throws MalformedException when it is not UTF-8
    String text() {
        requireLength();
        var text = new String(bytes, begin, size, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : strictly();
    }

    private String strictly() {
        try {
            var decoder = StandardCharsets.UTF_8.newDecoder();
            return decoder.decode(ByteBuffer.wrap(bytes, begin, size)).toString();
        } catch (CharacterCodingException _) {
            throw new MalformedException("a text is not UTF-8");
        }
    }

    byte[] octets() {
        requireLength();
        return Arrays.copyOfRange(bytes, begin, begin + size);
    }

    /// The message that the field is.
    Message message() {
        requireLength();
        return new Message(bytes, begin, size);
    }

    /// One or more of `fixed64` or `double`: as they are, or packed.
    void eachFixed(Consumer<Long> taker) throws IOException {
        if (is(WireFormat.WIRETYPE_FIXED64)) {
            taker.accept(bits);
            return;
        }
        for (var packed = packed(); !packed.isAtEnd(); ) {
            taker.accept(packed.readRawLittleEndian64());
        }
    }

    /// One or more of `uint64`: as they are, or packed.
    void eachVarint(Consumer<Long> taker) throws IOException {
        if (is(WireFormat.WIRETYPE_VARINT)) {
            taker.accept(bits);
            return;
        }
        for (var packed = packed(); !packed.isAtEnd(); ) {
            taker.accept(packed.readRawVarint64());
        }
    }

    private CodedInputStream packed() {
        requireLength();
        return CodedInputStream.newInstance(bytes, begin, size);
    }

    private void requireLength() {
        if (!is(WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
            throw unexpected();
        }
    }

    private MalformedException unexpected() {
        return new MalformedException("field %d is of another type".formatted(field()));
    }

    /// The last message with a number, null when there is none: what a reader keeps of one that is
    /// not repeated.
    @Nullable Message last(int number) throws IOException {
        Message found = null;
        for (again(); next(); ) {
            if (field() == number) {
                found = message();
            }
        }
        return found;
    }

    /// All messages with a number.
    List<Message> all(int number) throws IOException {
        var found = new ArrayList<Message>();
        for (again(); next(); ) {
            if (field() == number) {
                found.add(message());
            }
        }
        return found;
    }
}
