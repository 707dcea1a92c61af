package io.gnocchi.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.lab.json.Json;
import io.gnocchi.lab.json.JsonText;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContrastTest {

    @Test
    void sameAnswersHaveNone() {
        assertThat(Contrast.between(answer("{\"a\": [1, NaN]}"), answer("{\"a\": [1, NaN]}")))
                .isEmpty();
    }

    @Test
    void membersMayComeInAnyOrder() {
        assertThat(Contrast.between(answer("{\"a\": 1, \"b\": 2}"), answer("{\"b\": 2, \"a\": 1}")))
                .isEmpty();
    }

    @Test
    void itemsMayNot() {
        assertThat(Contrast.between(answer("[1, 2]"), answer("[2, 1]")))
                .containsExactly(
                        new Contrast("body[0]", "1", "2"), new Contrast("body[1]", "2", "1"));
    }

    @Test
    void lastDigitsOfFloatsDoNotCount() {
        assertThat(Contrast.between(answer("[0.1]"), answer("[0.10000000000000002]"))).isEmpty();
        assertThat(Contrast.between(answer("[0.1]"), answer("[0.1000001]"))).hasSize(1);
    }

    @Test
    void wholeNumberIsNotAFloat() {
        assertThat(Contrast.between(answer("{\"a\": 1}"), answer("{\"a\": 1.0}")))
                .containsExactly(new Contrast("body.a", "1", "1.0"));
    }

    @Test
    void everyDifferentPlaceIsNamed() {
        assertThat(
                        Contrast.between(
                                answer("{\"a\": 1, \"b\": [1], \"c\": null}"),
                                answer("{\"a\": 2, \"b\": [1, 2]}")))
                .containsExactly(
                        new Contrast("body.a", "1", "2"),
                        new Contrast("body.b.length", "1", "2"),
                        new Contrast("body.c", "null", "absent"));
    }

    @Test
    void differentStatusIsSaidAlone() {
        var refused = new Answer(400, Map.of(), Json.of("no"));
        assertThat(Contrast.between(answer("1"), refused))
                .containsExactly(new Contrast("status", "200", "400"));
    }

    private static Answer answer(String body) {
        var json = JsonText.read(body);
        return new Answer(200, Map.of(), json == null ? Json.of("not JSON: " + body) : json);
    }
}
