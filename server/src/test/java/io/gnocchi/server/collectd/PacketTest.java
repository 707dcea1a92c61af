package io.gnocchi.server.collectd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.MalformedException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacketTest {
    private static final int GAUGE = 1;
    private static final int DERIVE = 2;

    private final List<ValueList> taken = new ArrayList<>();
    private final ByteArrayOutputStream packet = new ByteArrayOutputStream();

    @Test
    void partsCountForAllValuesBehindThem() {
        text(0, "web");
        number(8, (1_700_000_000L << 30) + (1L << 29));
        text(2, "load");
        text(4, "load");
        values(GAUGE, 1.5, 2, 3);
        text(2, "cpu");
        text(3, "0");
        text(4, "cpu");
        text(5, "idle");
        values(DERIVE, 12345);
        read(packet.toByteArray());

        assertThat(taken)
                .extracting(list -> list.metric(0))
                .containsExactly("load@load-shortterm", "cpu-0@cpu-idle");
        assertThat(taken.getFirst().values()).containsExactly(1.5, 2, 3);
        assertThat(taken.getLast().values()).containsExactly(12345);
        assertThat(taken)
                .allSatisfy(list -> assertThat(list.nanos()).isEqualTo(1_700_000_000_500_000_000L));
    }

    @Test
    void whatComesBeforeSomethingBadIsTaken() {
        text(0, "web");
        text(2, "load");
        text(4, "gauge");
        values(GAUGE, 1);
        number(0x0210, 7);
        assertThatThrownBy(() -> read(packet.toByteArray()))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("encrypted");
        assertThat(taken).hasSize(1);
    }

    @Test
    void garbageIsRefusedAndNothingElseHappens() {
        text(0, "web");
        text(2, "load");
        text(4, "load");
        values(GAUGE, 1, 2, 3);
        var good = packet.toByteArray();
        var random = new Random(3);
        for (int i = 0; i < 50_000; i++) {
            var bytes = Arrays.copyOf(good, 1 + random.nextInt(good.length));
            for (int j = random.nextInt(6); j > 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                read(bytes);
            } catch (MalformedException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }

    @Test
    void typesOfAFileAreKnownToo(@TempDir Path folder) throws Exception {
        var file = folder.resolve("types.db");
        Files.writeString(file, "# mine\nmine  a:GAUGE:0:U, b:GAUGE:0:U\n");
        var types = TypeNames.usual().with(file);
        assertThat(types.of("mine", 2)).containsExactly("a", "b");
        assertThat(types.of("mine", 3)).containsExactly("0", "1", "2");
        assertThat(types.of("if_octets", 2)).containsExactly("rx", "tx");

        Files.writeString(file, "nonsense\n");
        assertThatThrownBy(() -> TypeNames.usual().with(file))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("line 1");
    }

    private void read(byte[] bytes) {
        Packet.read(bytes, bytes.length, TypeNames.usual(), taken::add);
    }

    private void text(int type, String text) {
        part(type, (text + "\0").getBytes(UTF_8));
    }

    private void number(int type, long number) {
        part(type, ByteBuffer.allocate(8).putLong(number).array());
    }

    private void values(int kind, double... values) {
        var body = ByteBuffer.allocate(2 + 9 * values.length).putShort((short) values.length);
        for (int i = 0; i < values.length; i++) {
            body.put((byte) kind);
        }
        for (double value : values) {
            body.putLong(
                    kind == GAUGE
                            ? Long.reverseBytes(Double.doubleToRawLongBits(value))
                            : (long) value);
        }
        part(6, body.array());
    }

    private void part(int type, byte[] body) {
        packet.writeBytes(
                ByteBuffer.allocate(4)
                        .putShort((short) type)
                        .putShort((short) (body.length + 4))
                        .array());
        packet.writeBytes(body);
    }
}
