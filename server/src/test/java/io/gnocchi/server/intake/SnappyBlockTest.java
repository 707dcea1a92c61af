package io.gnocchi.server.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.MalformedException;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;

/// Blocks packed by the library that everybody uses.
class SnappyBlockTest {
    private static final int ROUNDS = 3000;
    private static final long ALLOWED = 1 << 20;

    @Test
    void whatTheLibraryPacksIsUnpacked() throws IOException {
        var random = seeded("whatTheLibraryPacksIsUnpacked", 20260103);
        for (int round = 0; round < ROUNDS; round++) {
            var bytes = compressible(random, random.nextInt(round < 20 ? 300_000 : 2000));
            assertThat(SnappyBlock.unpack(Snappy.compress(bytes), ALLOWED)).isEqualTo(bytes);
        }
    }

    @Test
    void damagedBlocksAreRefusedOrUnpackToWhatTheyClaim() throws IOException {
        var random = seeded("damagedBlocksAreRefusedOrUnpackToWhatTheyClaim", 20260104);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var packed = Snappy.compress(compressible(random, random.nextInt(200)));
            packed[random.nextInt(packed.length)] ^= (byte) (1 << random.nextInt(8));
            refused += isRefused(packed) ? 1 : 0;
        }
        assertThat(refused).isBetween(1, ROUNDS - 1);
    }

    /// The library and we agree on every block, good or bad.
    private static boolean isRefused(byte[] packed) throws IOException {
        boolean valid = Snappy.isValidCompressedBuffer(packed);
        try {
            var unpacked = SnappyBlock.unpack(packed, ALLOWED);
            assertThat(valid).isTrue();
            assertThat(unpacked).isEqualTo(Snappy.uncompress(packed));
            return false;
        } catch (MalformedException | IntakeRefusedException _) {
            assertThat(valid).as(HexFormat.of().formatHex(packed)).isFalse();
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "80",
                "ffffffffff",
                "ffffffff0f",
                "01",
                "0100",
                "0000",
                "04010000",
                "020500",
                "02f0ff41",
                "0afe0100"
            })
    void nonsenseIsRefused(String hex) {
        assertThatThrownBy(() -> SnappyBlock.unpack(HexFormat.of().parseHex(hex), ALLOWED))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void blockThatUnpacksBeyondTheLimitIsRefusedBeforeItIsUnpacked() throws IOException {
        var bomb = Snappy.compress(new byte[1 << 24]);
        assertThatThrownBy(() -> SnappyBlock.unpack(bomb, ALLOWED))
                .isInstanceOfSatisfying(
                        IntakeRefusedException.class,
                        e -> assertThat(e.refusal()).isInstanceOf(IntakeRefusal.TooLarge.class));
    }

    private static byte[] compressible(Random random, int length) {
        var bytes = new byte[length];
        int at = 0;
        while (at < length) {
            int count = Math.min(length - at, 1 + random.nextInt(100));
            boolean repeats = at > 0 && random.nextInt(3) > 0;
            int from = repeats ? random.nextInt(at) : 0;
            for (int i = 0; i < count; i++) {
                bytes[at] = repeats ? bytes[from + i] : (byte) random.nextInt();
                at++;
            }
        }
        return bytes;
    }

    private static Random seeded(String what, long seed) {
        System.out.println(what + ": seed " + seed);
        return new Random(seed);
    }
}
