package io.gnocchi.client.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.client.Expectations;
import io.gnocchi.client.Screen;
import io.gnocchi.client.commands.Command;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Words that make no sense: the same usage, sentence and code as the Python client's.
class UsageErrorsTest {
    @TestFactory
    Stream<DynamicTest> mistakesAreToldAsByThePythonClient() {
        return Expectations.cases("usage").stream()
                .map(expected ->
                        DynamicTest.dynamicTest(
                                expected.text("words") + " " + expected.text("columns"),
                                () -> {
                                    int columns = Integer.parseInt(expected.text("columns"));
                                    var screen = Screen.pipes(columns);
                                    int code = run(screen, expected.text("words"));
                                    assertThat(screen.err()).isEqualTo(expected.text("err"));
                                    assertThat(screen.out()).isEqualTo(expected.text("out"));
                                    assertThat(code).isEqualTo(2);
                                }));
    }

    @Test
    void expectationsAreMany() {
        assertThat(Expectations.cases("usage")).hasSizeGreaterThan(90);
    }

    @Test
    void unknownCommandMeansThoseThatAreLikeIt() {
        var screen = Screen.pipes(80);
        assertThat(run(screen, "metrik list")).isEqualTo(2);
        assertThat(screen.out())
                .startsWith("gnocchi: 'metrik list' is not a gnocchi command.")
                .contains("\n  metric list\n")
                .doesNotContain("capabilities");
    }

    @Test
    void helpOfACommandAndOfTheProgramEndsWell() {
        var screen = Screen.pipes(80);
        assertThat(run(screen, "measures show --help")).isZero();
        assertThat(run(screen, "help metric list")).isZero();
        assertThat(run(screen, "--help")).isZero();
        assertThat(screen.out())
                .contains(
                        "usage: gnocchi measures show", "usage: gnocchi metric list", "Commands:");
        assertThat(screen.err()).isEmpty();
    }

    @Test
    void noCommandHasAnOptionThatTheProgramWouldTake() {
        var taken = new ArrayList<String>();
        for (Command command : BuiltIns.catalogue().commands()) {
            command.syntax().options().stream()
                    .flatMap(option -> option.names().stream())
                    .filter(name -> !name.equals("-h") && !name.equals("--help"))
                    .filter(name ->
                            ProgramOptions.ALL.stream()
                                    .anyMatch(option -> option.names().contains(name)))
                    .forEach(name -> taken.add(command.name() + " " + name));
        }
        assertThat(taken).isEmpty();
    }

    private static int run(Screen screen, String words) {
        var program = new Program(screen.terminal(), InputStream.nullInputStream(), Map.of());
        return program.run(List.of(words.split(" ", -1)));
    }
}
