package io.gnocchi.server.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.gnocchi.core.model.MalformedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineProtocolTest {
    private static final int ROUNDS = 20_000;

    @Test
    void lineHasMeasurementTagsFieldsAndTimestamp() throws IOException {
        var line = one("cpu,host=a,core=0 idle=98.5,user=1i 1510581804179554816");
        assertThat(line.measurement()).isEqualTo("cpu");
        assertThat(line.tags()).containsExactly(entry("core", "0"), entry("host", "a"));
        assertThat(line.fields()).containsExactly(entry("idle", 98.5), entry("user", 1.0));
        assertThat(line.timestamp()).isEqualTo(1510581804179554816L);
    }

    @Test
    void timestampMayBeMissing() throws IOException {
        assertThat(one("cpu,host=a idle=1").timestamp()).isNull();
    }

    @Test
    void escapedCommasSpacesAndEqualsSignsArePartOfNames() throws IOException {
        var line = one("disk\\ io\\,x=y,mount\\ point=/a\\,b\\=c wri\\=tes=3 5");
        assertThat(line.measurement()).isEqualTo("disk io,x=y");
        assertThat(line.tags()).containsExactly(entry("mount point", "/a,b=c"));
        assertThat(line.fields()).containsExactly(entry("wri=tes", 3.0));
    }

    @Test
    void backslashBeforeAnythingElseIsItself() throws IOException {
        assertThat(one("win,host=C:\\Temp\\ x a=1").tags())
                .containsExactly(entry("host", "C:\\Temp x"));
    }

    @Test
    void textsAreSkippedWhateverIsInThem() throws IOException {
        var line = one("m,host=a s=\"a, b=1 \\\" \\\\\",n=2,t=\"\" 7");
        assertThat(line.fields()).containsExactly(entry("n", 2.0));
        assertThat(line.timestamp()).isEqualTo(7);
    }

    @Test
    void textMayGoOverSeveralLines() throws IOException {
        var lines = all("m,host=a s=\"one\ntwo\",n=2 7\nm,host=a n=3 8");
        assertThat(lines).extracting(Line::number).containsExactly(1, 3);
        assertThat(lines).extracting(Line::timestamp).containsExactly(7L, 8L);
    }

    @Test
    void blankLinesAndCommentsAreSkipped() throws IOException {
        var lines = all("\n# one\n  \nm,host=a n=1\n\n#m,host=a n=2\nm,host=a n=3\n");
        assertThat(lines).extracting(Line::number).containsExactly(4, 7);
    }

    @Test
    void linesMayEndAsInWindows() throws IOException {
        var lines = all("m,host=a n=1\r\nm,host=a n=2i 5\r\n\r\nm,host=a n=t\r\n");
        assertThat(lines).extracting(Line::timestamp).containsExactly(null, 5L, null);
        assertThat(lines).extracting(line -> line.fields().get("n")).containsExactly(1.0, 2.0, 1.0);
    }

    @Test
    void severalSpacesAreLikeOne() throws IOException {
        assertThat(one("m,host=a   n=1   5  ").timestamp()).isEqualTo(5);
    }

    @Test
    void fieldGivenTwiceHasItsLastValue() throws IOException {
        assertThat(one("m,host=a n=1,n=2").fields()).containsExactly(entry("n", 2.0));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "-1, -1",
        "+1, 1",
        ".5, 0.5",
        "-.5, -0.5",
        "5., 5",
        "1e3, 1000",
        "1.5E-3, 0.0015",
        "2i, 2",
        "-2i, -2",
        "9223372036854775807i, 9.223372036854775807E18",
        "7u, 7",
        "18446744073709551615u, 1.8446744073709551615E19",
        "t, 1",
        "True, 1",
        "TRUE, 1",
        "f, 0",
        "false, 0",
        "1e-400, 0"
    })
    void numbersAndBooleansAreNumbers(String text, double number) throws IOException {
        assertThat(one("m,host=a n=" + text + " 5").fields()).containsExactly(entry("n", number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m",
                "m ",
                "m,host=a",
                "m,host=a ",
                ",host=a n=1",
                "m,host n=1",
                "m,=a n=1",
                "m,host= n=1",
                "m,host=a=b n=1",
                "m,host=a,host=b n=1",
                "m,,host=a n=1",
                "m,host=a n",
                "m,host=a n=",
                "m,host=a =1",
                "m,host=a n=1,",
                "m,host=a n=one",
                "m,host=a n=1x",
                "m,host=a n=i",
                "m,host=a n=1.5i",
                "m,host=a n=-1u",
                "m,host=a n=9223372036854775808i",
                "m,host=a n=18446744073709551616u",
                "m,host=a n=NaN",
                "m,host=a n=inf",
                "m,host=a n=1e400",
                "m,host=a n=0x10",
                "m,host=a n=١",
                "m,host=a n=1 x",
                "m,host=a n=1 1.5",
                "m,host=a n=1 9223372036854775808",
                "m,host=a n=1 5 6",
                "m,host=a n=\"text",
                "m,host=a n=\"text\"x 5"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> all(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        var bytes = "m,host=? n=1".getBytes(StandardCharsets.UTF_8);
        bytes[7] = (byte) 0xff;
        assertThatThrownBy(() -> all(new ByteArrayInputStream(bytes)))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void endlessNameIsRefused() {
        assertThatThrownBy(() -> all("m".repeat(1_000_000)))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("longer than");
    }

    @Test
    void writtenLinesAreReadAgain() throws IOException {
        var random = seeded("writtenLinesAreReadAgain", 20260101);
        var texts = new WrittenLines(random);
        for (int round = 0; round < ROUNDS / 10; round++) {
            var written = texts.some();
            assertThat(all(written.text())).isEqualTo(written.lines());
            assertThat(all(dripping(written.text()))).isEqualTo(written.lines());
        }
    }

    @Test
    void noBytesBreakTheReader() {
        var random = seeded("noBytesBreakTheReader", 20260102);
        var alphabet = "m,= \\\"\n\r#1.5eiut-\t".getBytes(StandardCharsets.UTF_8);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var bytes = new byte[random.nextInt(40)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] =
                        random.nextInt(20) == 0 ? (byte) random.nextInt() : any(alphabet, random);
            }
            read += isRead(bytes) ? 1 : 0;
        }
        assertThat(read).isBetween(1, ROUNDS - 1);
    }

    private static byte any(byte[] alphabet, Random random) {
        return alphabet[random.nextInt(alphabet.length)];
    }

    private static boolean isRead(byte[] bytes) {
        try {
            all(new ByteArrayInputStream(bytes));
            return true;
        } catch (MalformedException _) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Random seeded(String what, long seed) {
        System.out.println(what + ": seed " + seed);
        return new Random(seed);
    }

    private static Line one(String text) throws IOException {
        var lines = all(text);
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }

    private static List<Line> all(String text) throws IOException {
        return all(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Line> all(InputStream in) throws IOException {
        var protocol = new LineProtocol(in);
        var lines = new ArrayList<Line>();
        for (var line = protocol.next(); line != null; line = protocol.next()) {
            lines.add(line);
        }
        return lines;
    }

    /// A stream that gives one byte at a time, as a slow client does.
    private static InputStream dripping(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, 1));
            }
        };
    }
}
