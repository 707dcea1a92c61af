package io.gnocchi.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Makes up documents of JSON, most of them plain, and has them read in both ways.
final class DocumentMaker {
    /// Nobody minds it before a document but [PlainDocument], which leaves all of it to [Tokens].
    private static final String BYTE_ORDER_MARK = "\uFEFF ";

    static final List<String> NUMBERS =
            List.of(
                    "0",
                    "-0",
                    "0.0",
                    "-0.0",
                    "1",
                    "-1",
                    "01",
                    "1.",
                    ".5",
                    "1.5",
                    "-12.75",
                    "+1",
                    "0.1",
                    "0.3",
                    "1e3",
                    "1E-7",
                    "1e",
                    "1e400",
                    "-1e400",
                    "4.9e-324",
                    "1e-400",
                    "9007199254740993",
                    "9007199254740992.5",
                    "123456789012345678",
                    "1234567890123456789",
                    "0.000000000000000001",
                    "0.1234567890123456789",
                    "179769313486231570000000000000000000000",
                    "NaN",
                    "Infinity",
                    "-Infinity",
                    "null",
                    "true",
                    "false",
                    "\"1.5\"",
                    "\"x\"",
                    "[1]",
                    "{}",
                    "1 .5",
                    "1x",
                    "0.30000000000000004",
                    "2.2250738585072011e-308",
                    "8.41e21",
                    "5e-1");

    final Random random = new Random(42);

    String oneOf(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }

    boolean seldom() {
        return random.nextInt(40) == 0;
    }

    String blank() {
        return seldom() ? oneOf(List.of("\n", "\t ", "\r\n", " ".repeat(700), "\f")) : "";
    }

    String object(int members, List<String> names, Function<String, String> value) {
        return IntStream.range(0, random.nextInt(members))
                .mapToObj(_ -> oneOf(names))
                .map(name -> "\"" + name + "\"" + blank() + ": " + value.apply(name))
                .collect(Collectors.joining(", ", "{", "}" + blank()));
    }

    /// Without zeros, which among the first bytes are taken for those of another encoding.
    String damaged(String text) {
        var bytes = new StringBuilder(text);
        if (random.nextInt(3) == 0 && !text.isEmpty()) {
            int at = random.nextInt(bytes.length());
            switch (random.nextInt(4)) {
                case 0 -> bytes.setLength(at);
                case 1 -> bytes.deleteCharAt(at);
                case 2 -> bytes.setCharAt(at, (char) (1 + random.nextInt(127)));
                default -> bytes.insert(at, "\"{}[],:é 1".charAt(random.nextInt(10)));
            }
        }
        return bytes.toString();
    }

    /// A body that comes in pieces.
    InputStream body(String text) {
        var whole = new ByteArrayInputStream(text.getBytes(UTF_8));
        int most = random.nextBoolean() ? 1 << 20 : 1 + random.nextInt(100);
        return new InputStream() {
            @Override
            public int read() {
                return whole.read();
            }

            @Override
            public int read(byte[] into, int from, int count) {
                return whole.read(into, from, Math.min(count, 1 + random.nextInt(most)));
            }
        };
    }

    static String outcome(Function<InputStream, Object> reading, InputStream body) {
        try {
            return String.valueOf(reading.apply(body));
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    /// Asserts that it is read alike whether or not it may be read fast.
    void assertReadAlike(String text, Function<InputStream, Object> reading) {
        assertThat(outcome(reading, body(text))).as(text).isEqualTo(withCare(text, reading));
    }

    /// How it is read when nothing of it is taken for plain.
    String withCare(String text, Function<InputStream, Object> reading) {
        return outcome(reading, body(BYTE_ORDER_MARK + text));
    }
}
