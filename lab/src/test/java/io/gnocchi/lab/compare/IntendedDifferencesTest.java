package io.gnocchi.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.lab.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IntendedDifferencesTest {
    private static final Step STEP = Step.get("/v1/metric?id=zz");
    private static final Answer CRASH = new Answer(500, Map.of(), Json.of("no answer"));
    private static final Answer REFUSAL = new Answer(400, Map.of(), Json.of("not an id"));
    private static final Contrast CONTRAST = new Contrast("status", "500", "400");

    @Test
    void everyPatternOfAnEntryMustBeFound() {
        var entries =
                IntendedDifferences.read(
                        """
                        # A comment.

                        == it crashes
                        request: ^GET /v1/metric
                        original: ^500
                        where: ^status: 500
                        """);

        assertThat(entries.reason(STEP, CRASH, REFUSAL, CONTRAST)).isEqualTo("it crashes");
        assertThat(entries.reason(STEP, REFUSAL, REFUSAL, CONTRAST)).isNull();
        assertThat(entries.reason(Step.get("/v1/status"), CRASH, REFUSAL, CONTRAST)).isNull();
    }

    @Test
    void entryThatSaysNothingAboutTheAnswersIsRefused() {
        assertThatThrownBy(() -> IntendedDifferences.read("== whatever\nrequest: ^GET\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("whatever");
    }

    @Test
    void reviewedListCanBeRead() {
        assertThat(IntendedDifferences.reviewed().entries()).isNotEmpty();
    }

    @Test
    void ordinaryDifferenceIsNotInTheReviewedList() {
        var left = new Answer(200, Map.of(), Json.items(1));
        var right = new Answer(200, Map.of(), Json.items(2));
        var contrast = new Contrast("body[0]", "1", "2");

        assertThat(IntendedDifferences.reviewed().reason(STEP, left, right, contrast)).isNull();
    }
}
