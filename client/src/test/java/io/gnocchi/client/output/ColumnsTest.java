package io.gnocchi.client.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.client.Expectations;
import io.gnocchi.client.json.Json;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class ColumnsTest {
    @Test
    void charactersAreAsWideAsPythonsTablesTakeThem() {
        var widths = Json.object(Expectations.read("widths").get("widths"));
        var different = new ArrayList<String>();
        widths.forEach((point, width) -> {
            String text = Character.toString(Integer.parseInt(point, 16));
            int ours = Columns.of(text);
            // Java knows characters that its table does not know yet.
            if (Character.isDefined(text.codePointAt(0)) && ours != ((Number) width).intValue()) {
                different.add(point + ": " + ours + " for " + width);
            }
        });
        assertThat(widths).hasSizeGreaterThan(3500);
        assertThat(different).isEmpty();
    }

    @Test
    void marksTakeNoColumnOfTheirOwnAndIdeographsTakeTwo() {
        assertThat(Columns.of("e\u0301")).isEqualTo(1);
        assertThat(Columns.of("数据")).isEqualTo(4);
        assertThat(Columns.of("😀")).isEqualTo(2);
    }
}
