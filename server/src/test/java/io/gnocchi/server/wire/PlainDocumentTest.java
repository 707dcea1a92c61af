package io.gnocchi.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.MalformedException;
import io.gnocchi.core.model.Measures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read fast means what it means read with care.
class PlainDocumentTest {
    private static final long NOW = 1_700_000_000_000_000_000L;

    /// Nobody minds it before a document but [PlainDocument], which leaves all of it to [Tokens].
    private static final String BYTE_ORDER_MARK = "\uFEFF ";

    private static final List<String> NUMBERS =
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

    private static final List<String> TIMES =
            List.of(
                    "1700000000",
                    "1700000000.5",
                    "1425652437.123456789",
                    "-1",
                    "0",
                    "1e9",
                    "\"2024-01-31T23:59:59\"",
                    "\"2024-01-31T23:59:60\"",
                    "\"2024-01-31T00:00:00\"",
                    "\"2024-01-31 10:20:30\"",
                    "\"2024-01-31t10:20:30\"",
                    "\"2024-01-31T24:00:00\"",
                    "\"2024-02-30T10:20:30\"",
                    "\"2024-01-31T10:2a:30\"",
                    "\"2024-01-31T00+01:00\"",
                    "\"2024-01-31T10:20Z  \"",
                    "\"1969-12-31T23:59:59\"",
                    "\"1970-01-01T00:00:00\"",
                    "\"2262-04-11T23:47:15\"",
                    "\"2262-04-11T23:47:16\"",
                    "\"2262-04-11T20:47:16\"",
                    "\"2262-04-12T00:00:00\"",
                    "\"2024-01-31T10:20:30Z\"",
                    "\"2024-01-31T10:20:30.123456789\"",
                    "\"2024-01\"",
                    "\"now\"",
                    "\"today\"",
                    "\"-5 minutes\"",
                    "\"1700000000\"",
                    "\"\"",
                    "null",
                    "true",
                    "\"2024-01-31T10:20:30\\u0020\"",
                    "\"2024-01-é\"");

    private static final KnownTexts KNOWN =
            new KnownTexts(List.of("values", "time", "rx", "tx", "host", "r"));

    private final Random random = new Random(42);

    private String oneOf(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }

    private boolean seldom() {
        return random.nextInt(40) == 0;
    }

    private String blank() {
        return seldom() ? oneOf(List.of("\n", "\t ", "\r\n", " ".repeat(700), "\f")) : "";
    }

    /// Mostly in a way that is read fast.
    private String measure(String usualTime) {
        var time =
                "\"timestamp\":"
                        + blank()
                        + (seldom() ? oneOf(TIMES) : usualTime.formatted(random.nextInt(60)));
        var value =
                "\"value\": "
                        + (random.nextInt(4) == 0 ? oneOf(NUMBERS) : random.nextInt(9_999) / 100.0);
        return switch (random.nextInt(200)) {
            case 0 -> "{" + time + "}";
            case 1 -> "{" + value + "}";
            case 2 -> "{" + time + ", " + value + ", \"more\": [1, {\"a\": null}]}";
            case 3 -> "{" + time + ", " + value + ", " + value + "}";
            case 4 -> "[" + time + "]";
            case 5, 6, 7, 8, 9 -> "{" + value + ", " + time + blank() + "}";
            default -> "{" + time + blank() + ", " + value + "}";
        };
    }

    private String measures() {
        var usual = oneOf(List.of("\"2024-01-31T10:20:%02d\"", "17000000%02d", "17000000%02d.25"));
        int count = random.nextInt(10) == 0 ? random.nextInt(900) : random.nextInt(4);
        return IntStream.range(0, count)
                .mapToObj(_ -> measure(usual))
                .collect(Collectors.joining(seldom() ? " ,\n" : ",", "[", "]" + blank()));
    }

    /// As Ceilometer writes them.
    private String described() {
        var members =
                new ArrayList<>(
                        List.of(
                                "\"measures\": " + measures(),
                                "\"archive_policy_name\": \"low\"",
                                "\"unit\":" + blank() + "\"ns\""));
        if (random.nextInt(4) == 0) {
            var odd =
                    List.of(
                            "\"unit\": null",
                            "\"unit\": \"" + "x".repeat(40) + "\"",
                            "\"archive_policy_name\": 7",
                            "\"archive_policy\": {\"definition\": [{\"granularity\": 60}]}",
                            "\"archive_policy\": \"low\"",
                            "\"more\": \"x\"",
                            "\"measures\": []",
                            "\"unit\": \"\\u00b0\"");
            members.set(random.nextInt(3), oneOf(odd));
        }
        Collections.shuffle(members, random);
        return members.stream()
                .limit(random.nextInt(8) == 0 ? random.nextInt(3) : 3)
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private String object(int members, List<String> names, Function<String, String> value) {
        return IntStream.range(0, random.nextInt(members))
                .mapToObj(_ -> oneOf(names))
                .map(name -> "\"" + name + "\"" + blank() + ": " + value.apply(name))
                .collect(Collectors.joining(", ", "{", "}" + blank()));
    }

    /// Without zeros, which among the first bytes are taken for those of another encoding.
    private String damaged(String text) {
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
    private InputStream body(String text) {
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

    private static String outcome(Function<InputStream, Object> reading, InputStream body) {
        try {
            return String.valueOf(reading.apply(body));
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    private void assertReadAlike(String text, Function<InputStream, Object> reading) {
        assertThat(outcome(reading, body(text)))
                .as(text)
                .isEqualTo(outcome(reading, body(BYTE_ORDER_MARK + text)));
    }

    private static Object single(InputStream body) {
        return shown(MeasuresBody.read(body, NOW));
    }

    private static Object byMetric(InputStream body) {
        var shown = new StringBuilder();
        BatchBody.byMetric(body, NOW)
                .forEach((id, measures) -> shown.append(id).append(shown(measures)));
        return shown;
    }

    private static Object byResource(InputStream body) {
        var shown = new StringBuilder();
        BatchBody.byResource(body, NOW)
                .forEach((resource, metrics) -> {
                    shown.append(resource);
                    metrics.forEach((name, named) ->
                            shown.append(name)
                                    .append(named.policy())
                                    .append(named.unit())
                                    .append(shown(named.measures())));
                });
        return shown;
    }

    /// Every bit of the values.
    private static String shown(Measures measures) {
        var bits = Arrays.stream(measures.values()).mapToLong(Double::doubleToRawLongBits);
        return Arrays.toString(measures.timestamps()) + Arrays.toString(bits.toArray());
    }

    @Test
    void listsAreReadAlike() {
        for (int i = 0; i < 4_000; i++) {
            assertReadAlike(damaged(blank() + measures()), PlainDocumentTest::single);
        }
    }

    @Test
    void batchesByMetricAreReadAlike() {
        var ids = IntStream.range(0, 40).mapToObj(i -> new UUID(i, i).toString()).toList();
        for (int i = 0; i < 4_000; i++) {
            var text = object(12, seldom() ? List.of("x", "") : ids, _ -> measures());
            assertReadAlike(damaged(text + blank()), PlainDocumentTest::byMetric);
        }
    }

    @Test
    void batchesByResourceAreReadAlike() {
        var names =
                List.of("a", "b", "cpu.util", "d/e", "é", "\\u0041", "disk free", "x".repeat(600));
        var hosts = IntStream.range(0, 40).mapToObj(i -> "host" + i).toList();
        for (int i = 0; i < 4_000; i++) {
            var plain = seldom() ? names : names.subList(0, 4);
            Function<String, String> value = _ -> random.nextInt(3) == 0 ? described() : measures();
            var text = object(6, hosts, _ -> object(6, plain, value));
            assertReadAlike(damaged(text), PlainDocumentTest::byResource);
        }
    }

    private static Object items(JsonObjects items) {
        var shown = new StringBuilder();
        while (items.nextItem()) {
            try {
                while (items.nextMember()) {
                    shown.append(items.member()).append(member(items));
                }
            } catch (MalformedException e) {
                shown.append(e.getMessage());
            }
            shown.append('\n');
        }
        return shown;
    }

    /// Asked for by what it is called, as collectd's are.
    private static Object member(JsonObjects items) {
        return switch (items.member()) {
            case "values" -> Arrays.toString(items.numbers());
            case "dsnames" -> items.texts();
            case "time" -> items.number();
            case "host", "type" -> items.text();
            default -> "";
        };
    }

    private String valueList() {
        var values =
                List.of(
                        "[" + oneOf(NUMBERS) + "]",
                        "[1.5, null, -7]",
                        "[ ]",
                        "[\"a\" , \"b\"]",
                        "[null]",
                        "[null, \"a\"]",
                        "[\"a\", null]",
                        "[\"a\", 1]",
                        "[[1]]",
                        "\"web\"",
                        "\"" + "x".repeat(600) + "\"",
                        "\"\\u00e9\"",
                        "1700000000.5",
                        "null",
                        "nul",
                        "{\"a\": [1, {}]}",
                        "true");
        var usual =
                Map.of(
                        "values", "[" + random.nextInt(9_999) / 100.0 + ",2]",
                        "dsnames", "[\"rx\",\"tx\"]",
                        "time", "1700000000.123",
                        "host", "\"web" + random.nextInt(3) + "\"",
                        "type", "\"if_octets\"",
                        "more", "1");
        if (random.nextInt(50) == 0) {
            return oneOf(values);
        }
        Function<String, String> value =
                name ->
                        random.nextInt(20) == 0
                                ? oneOf(values)
                                : usual.getOrDefault(name, "") + blank();
        return object(9, List.copyOf(usual.keySet()), value);
    }

    @Test
    void itemsAreReadAlike() {
        for (int i = 0; i < 4_000; i++) {
            var text =
                    IntStream.range(0, random.nextInt(6))
                            .mapToObj(_ -> valueList())
                            .collect(Collectors.joining(",", blank() + "[", "]" + blank()));
            assertReadAlike(damaged(text), body -> items(new JsonObjects(body, KNOWN)));
        }
    }

    @Test
    void itemsThatHaveComeWholeAreReadAlike() {
        for (int i = 0; i < 4_000; i++) {
            var text = damaged("[" + valueList() + "]");
            assertThat(
                            outcome(
                                    body -> items(new JsonObjects(text.getBytes(UTF_8), KNOWN)),
                                    body("")))
                    .as(text)
                    .isEqualTo(
                            outcome(
                                    body -> items(new JsonObjects(body, KNOWN)),
                                    body(BYTE_ORDER_MARK + text)));
        }
    }

    @Test
    void knownTextsAreNotMadeAnew() {
        var words = List.of("a", "b", "ab", "ba", "aab", "abb", "values", "value", "time");
        var known = new KnownTexts(words);
        for (var word : words) {
            var bytes = ("x" + word + "y").getBytes(UTF_8);
            assertThat(known.text(bytes, 1, 1 + word.length())).isSameAs(word);
        }
        var other = "xtimes".getBytes(UTF_8);

        assertThat(known.text(other, 1, 6)).isEqualTo("times");
        assertThat(known.text(other, 1, 1)).isEmpty();
        assertThat(KnownTexts.NONE.text(other, 1, 6)).isEqualTo("times");
    }

    @Test
    void plainItemsAreReadFast() {
        var text =
                """
                [{"values":[1.5, null],"dsnames":["rx","tx"],"time":1700000000.5,"interval":10,
                  "host":"web","plugin_instance":"","nothing":null}, {}, {"values":[]}]
                """;
        var items = new PlainItems(new PlainDocument(body(text)));
        int count = 0;
        while (items.nextItem()) {
            count++;
        }

        assertThat(count).isEqualTo(3);
        assertThat(items.isAtEnd()).isTrue();
    }

    @Test
    void everyNumberAndTimeIsReadAlike() {
        for (var number : NUMBERS) {
            for (var time : TIMES) {
                var one = "{\"timestamp\": %s, \"value\": %s}".formatted(time, number);
                assertReadAlike("[" + one + "]", PlainDocumentTest::single);
                var iso = "{\"timestamp\": \"2024-01-31T10:20:30\", \"value\": 1}";
                assertReadAlike("[" + iso + ", " + one + "]", PlainDocumentTest::single);
                assertReadAlike("[" + one + ", " + iso + "]", PlainDocumentTest::single);
            }
        }
    }

    @Test
    void everyDecimalIsReadAlike() {
        for (int i = 0; i < 20_000; i++) {
            var number =
                    switch (random.nextInt(4)) {
                        case 0 -> Double.toString(random.nextDouble() * Math.pow(10, i % 40 - 20));
                        case 1 -> Float.toString(random.nextFloat());
                        case 2 -> random.nextLong() + "." + random.nextInt(1_000);
                        default -> random.nextInt() / 1000.0 + "";
                    };
            assertReadAlike(
                    "[{\"timestamp\": 1, \"value\": %s}]".formatted(number),
                    PlainDocumentTest::single);
        }
    }

    @Test
    void listsOfAnyLengthAreReadAlike() {
        var million =
                IntStream.range(0, 200_000)
                        .mapToObj(i -> "{\"timestamp\": " + i + ", \"value\": " + i + ".5}")
                        .collect(Collectors.joining(", ", "[", "]"));
        assertReadAlike(million, PlainDocumentTest::single);
        assertReadAlike(
                "{\"a\": {\"m\": []}, \"b\": {\"m\": " + million + "}}",
                PlainDocumentTest::byResource);
    }

    /// The test would prove nothing if all were left to the other reader.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                " [ {\"timestamp\": \"2024-01-31T10:20:30\", \"value\": -1.5e3} ,"
                        + " {\"value\":1,\"timestamp\":\"2024-02\"}] ",
                "[{\"timestamp\": \"now\", \"value\": 0.1234567890123456789}]"
            })
    void plainListsAreReadFast(String text) {
        var plain = new PlainDocument(body(text));

        assertThat(new PlainMeasures(plain, NOW).take()).isNotNull();
        assertThat(plain.takeEnd()).isTrue();
    }

    @Test
    void plainMembersAreReadFast() {
        var plain = new PlainDocument(body("{\"a\": {\"m\": [], \"n\": [ ]}, \"b\": {}} "));
        var lists = new PlainMeasures(plain, NOW);
        var names = new ArrayList<String>();

        assertThat(
                        plain.takeMembers(name -> {
                            names.add(name);
                            return plain.takeInner(_ -> lists.take() != null);
                        }))
                .isTrue();
        assertThat(names).containsExactly("a", "b");
    }

    @Test
    void bodyThatBreaksOffIsRefusedAlike() {
        var broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("gone");
                    }

                    @Override
                    public int read(byte[] into, int from, int count) throws IOException {
                        throw new IOException("gone");
                    }
                };

        assertThatThrownBy(() -> MeasuresBody.read(broken, NOW))
                .isInstanceOf(UndecodableBodyException.class)
                .extracting(e -> ((UndecodableBodyException) e).reason())
                .isEqualTo("The body could not be read: gone");
    }
}
