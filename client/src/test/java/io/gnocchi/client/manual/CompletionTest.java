package io.gnocchi.client.manual;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.client.Screen;
import io.gnocchi.client.ServerTwin;
import io.gnocchi.client.SessionTwin;
import io.gnocchi.client.commands.Catalogue;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionTest {
    private final ServerTwin server = new ServerTwin();
    private final Completion completion =
            new Completion(
                    Catalogue.with(List.of()), new SessionTwin(server.gnocchi(), Screen.pipes(80)));

    @Test
    void wordsOfCommandsFollowEachOther() {
        assertThat(completion.of(List.of("arch")))
                .containsExactly("archive-policy", "archive-policy-rule");
        assertThat(completion.of(List.of("measures", "a"))).containsExactly("add", "aggregation");
        assertThat(completion.of(List.of("nothing", "a"))).isEmpty();
    }

    @Test
    void optionsAndTheirChoicesAreKnown() {
        assertThat(completion.of(List.of("metric", "list", "--so")))
                .containsExactly(
                        "--sort", "--sort-ascending", "--sort-column", "--sort-descending");
        assertThat(completion.of(List.of("metric", "list", "-f", "")))
                .containsExactly("csv", "json", "table", "value", "yaml");
    }

    @Test
    void namesComeFromTheServer() {
        server.answers(200, "[{\"name\":\"low\"},{\"name\":\"lowest\"},{\"name\":\"high\"}]");
        assertThat(completion.of(List.of("archive-policy", "show", "lo")))
                .containsExactly("low", "lowest");
        server.answers(200, "[{\"name\":\"low\"}]");
        assertThat(completion.of(List.of("metric", "create", "-a", ""))).containsExactly("low");
        server.answers(200, "{\"metrics\":{\"cpu\":\"6f0eb19d-7a3c-4e5b-9f77-0d3b1f6f2a11\"}}");
        assertThat(completion.of(List.of("measures", "show", "-r", "web1", "")))
                .containsExactly("cpu");
    }

    @Test
    void serverThatRefusesTakesNoWordsAway() {
        server.answers(401, "{}");
        assertThat(completion.of(List.of("archive-policy", "show", "lo"))).isEmpty();
    }
}
