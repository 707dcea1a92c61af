package io.gnocchi.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gnocchi.core.query.ValuePredicate;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuePredicateReaderTest {

    @Test
    void theValueIsTheLeftOperandOfASingleNumber() {
        var above = read("{\"and\": [{\">=\": [{\"+\": 23}, 50]}, {\"!=\": 55}]}");

        assertThat(above.test(27)).isTrue();
        assertThat(above.test(26)).isFalse();
        assertThat(above.test(55)).isFalse();
    }

    @Test
    void everySpellingMeansTheSame() {
        assertThat(read("{\"∧\": [{\"≥\": 1}, {\"lt\": 3}]}"))
                .isEqualTo(read("{\"and\": [{\">=\": 1}, {\"<\": 3}]}"));
        assertThat(read("{\"∨\": [{\"eq\": 1}, {\"≠\": [{\"÷\": 2}, 3]}]}"))
                .isEqualTo(read("{\"or\": [{\"=\": 1}, {\"!=\": [{\"div\": 2}, 3]}]}"));
    }

    @Test
    void termsNest() {
        var twicePlusOne = read("{\"=\": [{\"+\": [{\"*\": 2}, 1]}, 7]}");

        assertThat(twicePlusOne.test(3)).isTrue();
        assertThat(twicePlusOne.test(4)).isFalse();
    }

    @Test
    void conditionsAreTurnedAround() {
        assertThat(read("{\"not\": {\">\": 3}}").test(3)).isTrue();
        assertThat(read("{\"not\": {\">\": 3}}").test(4)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                        | expected a dictionary",
                "{}                        | length of value must be at least 1",
                "{\"=\": 1, \"<\": 2}      | length of value must be at most 1",
                "{\"foo\": 1}              | extra keys not allowed @ data['foo']",
                "{\"+\": 1}                | extra keys not allowed @ data['+']",
                "{\"=\": \"x\"}            | expected Real for dictionary value @ data['=']",
                "{\"=\": [1]}              | length of value must be at least 2",
                "{\"=\": [1, {\"=\": 2}]}  | extra keys not allowed @ data['='][1]['=']",
                "{\"and\": {\"=\": 1}}     | expected a list",
                "{\"and\": []}             | length of value must be at least 1",
                "{\"not\": [{\"=\": 1}]}   | expected a dictionary"
            })
    void whatIsNoConditionIsRefused(String json, String reason) {
        var refused = catchThrowableOfType(InvalidInputException.class, () -> read(json));

        assertThat(refused.reason()).startsWith(reason);
    }

    private static ValuePredicate read(String json) {
        return ValuePredicateReader.read(
                JsonReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))));
    }
}
