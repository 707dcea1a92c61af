package io.gnocchi.server.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinesTest {
    private final List<String> taken = new ArrayList<>();
    private final Tally tally = new Tally("lines");

    @Test
    void piecesOfAnyLengthMakeTheSameLines() throws IOException {
        var text = "one 1\ntwo 2\r\n\nthree 3\n";
        for (int seed = 0; seed < 200; seed++) {
            taken.clear();
            read(new Pieces(text, new Random(seed)));
            assertThat(taken).as("seed %d", seed).containsExactly("one 1", "two 2", "three 3");
        }
    }

    @Test
    void lineThatTheEndCutsOffIsNotTaken() throws IOException {
        read(new ByteArrayInputStream("whole 12\ncut 1".getBytes(UTF_8)));
        assertThat(taken).containsExactly("whole 12");
        assertThat(tally.line())
                .isEqualTo(
                        new Tally.Report(
                                "lines: 0 samples taken, 1 refused (first: cut off: cut 1)",
                                false));
    }

    @Test
    void lineWithoutEndLosesOnlyItself() throws IOException {
        var text = "before 1\n" + "x".repeat(1_000_000) + "\nafter 2\n";
        for (int seed = 0; seed < 10; seed++) {
            taken.clear();
            read(new Pieces(text, new Random(seed)));
            assertThat(taken).as("seed %d", seed).containsExactly("before 1", "after 2");
        }
    }

    private void read(InputStream stream) throws IOException {
        var receiver = new EachLine(taken::add, tally);
        var lines = new Lines(stream, receiver, tally);
        while (lines.readSome()) {
            assertThat(taken.size()).isLessThan(10);
        }
    }

    /// A stream that gives a few bytes at a time.
    private static final class Pieces extends InputStream {
        private final ByteArrayInputStream whole;
        private final Random random;

        Pieces(String text, Random random) {
            whole = new ByteArrayInputStream(text.getBytes(UTF_8));
            this.random = random;
        }

        @Override
        public int read() {
            return whole.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            int most = random.nextBoolean() ? 1 + random.nextInt(7) : 10_000;
            return whole.read(bytes, offset, Math.min(length, most));
        }
    }
}
