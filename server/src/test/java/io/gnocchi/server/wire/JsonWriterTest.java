package io.gnocchi.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonWriterTest {

    @Test
    void separatorsAreThoseOfPython() {
        assertThat(
                        written(json ->
                                json.beginObject()
                                        .name("a")
                                        .tree(List.of(1, "b", 2.0, List.of()))
                                        .name("c")
                                        .nullValue()
                                        .endObject()))
                .isEqualTo("{\"a\": [1, \"b\", 2.0, []], \"c\": null}");
    }

    @Test
    void textsAreAscii() {
        assertThat(written(json -> json.value("é\"\\\n\u0001😀")))
                .isEqualTo("\"\\u00e9\\\"\\\\\\n\\u0001\\ud83d\\ude00\"");
    }

    @Test
    void longTextsSurviveTheBuffer() {
        var text = "x".repeat(100_000);
        assertThat(written(json -> json.value(text))).isEqualTo('"' + text + '"');
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1.0",
        "32.5, 32.5",
        "-0.0, -0.0",
        "1e15, 1000000000000000.0",
        "1e16, 1e+16",
        "123456789012345680, 1.2345678901234568e+17",
        "1e22, 1e+22",
        "0.0001, 0.0001",
        "0.00012345, 0.00012345",
        "0.00001, 1e-05",
        "1.5e-7, 1.5e-07",
        "12345678.9, 12345678.9",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "-2.2250738585072014e-308, -2.2250738585072014e-308",
        "NaN, NaN",
        "-Infinity, -Infinity"
    })
    void doublesAreSpelledAsInPython(double value, String text) {
        assertThat(written(json -> json.value(value))).isEqualTo(text);
    }

    private static String written(Consumer<JsonWriter> writing) {
        var bytes = new ByteArrayOutputStream();
        var json = new JsonWriter(bytes, true);
        writing.accept(json);
        json.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
