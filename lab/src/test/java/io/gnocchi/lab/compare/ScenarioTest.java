package io.gnocchi.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.lab.json.Json;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScenarioTest {
    private static final Set<Topic> ALL = EnumSet.allOf(Topic.class);

    @Test
    void sameSeedGivesTheSameScenario() {
        assertThat(Scenario.of(7, "abc", ALL)).isEqualTo(Scenario.of(7, "abc", ALL));
    }

    @Test
    void otherRoundGivesOtherNamesOnly() {
        var first = Scenario.of(7, "abc", ALL).steps();
        var second = Scenario.of(7, "xyz", ALL).steps();

        assertThat(second).hasSameSizeAs(first).isNotEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource
    void everyTopicMakesRequests(Topic topic) {
        assertThat(Scenario.of(1, "abc", Set.of(topic)).steps()).isNotEmpty();
    }

    @Test
    void symbolsAreReplacedInPathAndBody() {
        var step = Step.post("/v1/metric/{{m}}/measures", Json.members("{{m}}", List.of()));

        assertThat(step.resolved(Map.of("m", "42")))
                .isEqualTo(Step.post("/v1/metric/42/measures", Json.members("42", List.of())));
        assertThat(step.resolved(Map.of("other", "42"))).isNull();
    }
}
