package io.gnocchi.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.MalformedException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JsonObjectsTest {
    private static final KnownTexts KNOWN =
            new KnownTexts(List.of("values", "time", "rx", "tx", "host", "r"));

    private static final List<String> NAMES =
            List.of("values", "dsnames", "time", "host", "type", "more");

    private final DocumentMaker maker = new DocumentMaker();

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
                        "[" + maker.oneOf(DocumentMaker.NUMBERS) + "]",
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
                        "values", "[" + maker.random.nextInt(9_999) / 100.0 + ",2]",
                        "dsnames", "[\"rx\",\"tx\"]",
                        "time", "1700000000.123",
                        "host", "\"web" + maker.random.nextInt(3) + "\"",
                        "type", "\"if_octets\"",
                        "more", "1");
        if (maker.random.nextInt(50) == 0) {
            return maker.oneOf(values);
        }
        Function<String, String> value =
                name ->
                        maker.random.nextInt(20) == 0
                                ? maker.oneOf(values)
                                : usual.getOrDefault(name, "") + maker.blank();
        return maker.object(9, NAMES, value);
    }

    @Test
    void itemsAreReadAlike() {
        for (int i = 0; i < 4_000; i++) {
            var text =
                    IntStream.range(0, maker.random.nextInt(6))
                            .mapToObj(_ -> valueList())
                            .collect(
                                    Collectors.joining(
                                            ",", maker.blank() + "[", "]" + maker.blank()));
            maker.assertReadAlike(maker.damaged(text), body -> items(new JsonObjects(body, KNOWN)));
        }
    }

    @Test
    void itemsThatHaveComeWholeAreReadAlike() {
        for (int i = 0; i < 4_000; i++) {
            var text = maker.damaged("[" + valueList() + "]");
            var whole = text.getBytes(UTF_8);
            assertThat(
                            DocumentMaker.outcome(
                                    _ -> items(new JsonObjects(whole, KNOWN)), maker.body("")))
                    .as(text)
                    .isEqualTo(maker.withCare(text, body -> items(new JsonObjects(body, KNOWN))));
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
        var items = new PlainItems(new PlainDocument(maker.body(text)));
        int count = 0;
        while (items.nextItem()) {
            count++;
        }

        assertThat(count).isEqualTo(3);
        assertThat(items.isAtEnd()).isTrue();
    }
}
