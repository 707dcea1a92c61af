package io.gnocchi.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.gnocchi.core.index.Filter;
import io.gnocchi.core.index.Filter.Comparison;
import io.gnocchi.core.model.MalformedException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceFiltersTest {
    private static final String CREATOR = "bar";
    private static final Filter A = equal("a", 1.0);
    private static final Filter B = equal("b", 2.0);
    private static final Filter C = equal("c", 3.0);
    private static final Filter D = equal("d", 4.0);
    private static final Filter E = equal("e", 5.0);

    private static Filter equal(String field, Object value) {
        return new Filter.Compare(field, Comparison.EQUAL, value);
    }

    private static Filter text(String text) {
        return ResourceFilters.read(text, CREATOR);
    }

    private static Filter all(Filter... of) {
        return new Filter.All(List.of(of));
    }

    private static Filter any(Filter... of) {
        return new Filter.Any(List.of(of));
    }

    @Test
    void joinsBindFromNotOverAndToOr() {
        var read = text("not a=1 and b=2 ∧ c=3 or d=4 ∨ e=5");
        var tightest = all(new Filter.Not(A), B);
        assertThat(read).isEqualTo(any(any(all(tightest, C), D), E));
    }

    @Test
    void bracketsBindFirst() {
        assertThat(text("a=1 and (b=2 or (c=3))")).isEqualTo(all(A, any(B, C)));
    }

    @Test
    void notOfNotIsKept() {
        assertThat(text("not not a=1")).isEqualTo(new Filter.Not(new Filter.Not(A)));
    }

    @ParameterizedTest
    @CsvSource({
        "=, EQUAL",
        "==, EQUAL",
        "eq, EQUAL",
        "!=, NOT_EQUAL",
        "≠, NOT_EQUAL",
        "ne, NOT_EQUAL",
        "<, LESS",
        "lt, LESS",
        "<=, LESS_OR_EQUAL",
        "≤, LESS_OR_EQUAL",
        "le, LESS_OR_EQUAL",
        ">, GREATER",
        "gt, GREATER",
        ">=, GREATER_OR_EQUAL",
        "≥, GREATER_OR_EQUAL",
        "ge, GREATER_OR_EQUAL"
    })
    void operatorsMeanTheSameInBothLanguages(String sign, Comparison comparison) {
        var expected = new Filter.Compare("cpu", comparison, 5.0);
        assertThat(text("cpu " + sign + " 5")).isEqualTo(expected);
        assertThat(FilterMaker.json("{\"" + sign + "\": {\"cpu\": 5}}")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x=y | y",
                "x='y z' | y z",
                "x=\"it's\" | it's",
                "x=nullable | nullable",
                "x=inside | inside",
                "x=6c865dd0-7945-4e08-8b27-d0d7f1c2b667 | 6c865dd0-7945-4e08-8b27-d0d7f1c2b667",
                "x=6c865dd079454e088b27d0d7f1c2b667 | 6c865dd079454e088b27d0d7f1c2b667"
            })
    void wordsQuotesAndUuidsAreTexts(String filter, String value) {
        assertThat(text(filter)).isEqualTo(equal("x", value));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "-1.5, -1.5", "+2e3, 2000", ".5, 0.5", "3., 3", "12345678, 12345678"})
    void numbersAreDoubles(String written, double value) {
        assertThat(text("x=" + written)).isEqualTo(equal("x", value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "None", "none"})
    void absenceHasThreeWords(String word) {
        assertThat(text("x != " + word))
                .isEqualTo(new Filter.Compare("x", Comparison.NOT_EQUAL, null));
    }

    @Test
    void truthIsWrittenInTwoWays() {
        assertThat(text("x in [true, True, false, False]"))
                .isEqualTo(new Filter.OneOf("x", List.of(true, true, false, false)));
    }

    @Test
    void patternsAreTexts() {
        assertThat(text("x like \"a%\"")).isEqualTo(new Filter.Like("x", "a%"));
    }

    @Test
    void idsAreThoseOfWhoAsks() {
        var foo = UUID.fromString("ba571521-1de6-5aff-b183-1535fd6eb5d0");
        assertThat(text("id = foo")).isEqualTo(equal("id", foo));
        assertThat(FilterMaker.json("{\"in\": {\"id\": [\"foo\"]}}", CREATOR))
                .isEqualTo(new Filter.OneOf("id", List.of(foo)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a=",
                "=1",
                "a=1 and",
                "a=1 b=2",
                "(a=1",
                "a=1)",
                "a=[",
                "a=[1",
                "a=[1,]",
                "a=1 AND b=2",
                "a='x",
                "a==",
                "a=1x",
                "not",
                "a = b = c",
                "and",
                "a in",
                "a=é"
            })
    void whatIsNoFilterIsRefused(String text) {
        assertThatThrownBy(() -> text(text))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith("Invalid filter: Expected");
    }

    @Test
    void aFieldIsAName() {
        assertThatThrownBy(() -> text("5 = a"))
                .hasMessage("Invalid filter: Expected the name of a field first");
    }

    @Test
    void tenThousandConditionsAreRefusedAtOnce() {
        var many =
                IntStream.range(0, 10_000)
                        .mapToObj(i -> "host = h" + i)
                        .collect(Collectors.joining(" or "));
        assertTimeout(
                Duration.ofSeconds(20),
                () ->
                        assertThatThrownBy(() -> text(many))
                                .hasMessage("A filter has at most 2000 conditions"));
    }

    @Test
    void tenThousandValuesAreFine() {
        var many =
                IntStream.range(0, 10_000).mapToObj(i -> "h" + i).collect(Collectors.joining(","));
        assertThat(text("host in [" + many + "]")).isInstanceOf(Filter.OneOf.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "not ", "a=[", "a in [[", "((a=1) and "})
    void depthHasALimit(String piece) {
        var deep = piece.repeat(100_000);
        assertTimeout(
                Duration.ofSeconds(20),
                () ->
                        assertThatThrownBy(() -> text(deep))
                                .isInstanceOf(MalformedException.class)
                                .hasMessageStartingWith("Invalid filter: "));
    }

    @Test
    void whatIsWrittenInEitherLanguageIsRead() {
        for (long seed = 0; seed < 2_000; seed++) {
            var maker = new FilterMaker(seed);
            var filter = maker.filter(4);
            assertThat(FilterMaker.json(FilterMaker.jsonOf(filter), CREATOR))
                    .as("seed %d", seed)
                    .isEqualTo(filter);
            assertThat(text(FilterMaker.textOf(filter))).as("seed %d", seed).isEqualTo(filter);
        }
    }

    @Test
    void anyTextIsReadOrRefused() {
        for (long seed = 0; seed < 20_000; seed++) {
            var soup = new FilterMaker(seed).soup();
            try {
                assertThat(text(soup)).isNotNull();
            } catch (MalformedException | InvalidInputException refused) {
                assertThat(refused.getMessage()).as("seed %d", seed).isNotBlank();
            }
        }
    }

    @Test
    void anyJsonIsReadOrRefused() {
        for (long seed = 0; seed < 20_000; seed++) {
            var json = new FilterMaker(seed).json(5);
            try {
                assertThat(ResourceFilters.read(json, CREATOR)).isNotNull();
            } catch (MalformedException | InvalidInputException refused) {
                assertThat(refused.getMessage()).as("seed %d", seed).isNotBlank();
            }
        }
    }
}
