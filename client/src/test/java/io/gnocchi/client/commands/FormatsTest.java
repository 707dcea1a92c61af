package io.gnocchi.client.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.client.Expectations;
import io.gnocchi.client.Screen;
import io.gnocchi.client.arguments.Reader;
import io.gnocchi.client.arguments.Syntax;
import io.gnocchi.client.json.Json;
import io.gnocchi.client.output.Layout;
import io.gnocchi.client.output.Result;
import io.gnocchi.client.output.UnknownColumnException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every format, from the options to the bytes, as the Python client prints it.
class FormatsTest {
    private final Map<String, @Nullable Object> expectations = Expectations.read("output");

    @TestFactory
    Stream<DynamicTest> resultsAreLaidOutAsByThePythonClient() {
        return Expectations.cases("output").stream()
                .map(expected ->
                        DynamicTest.dynamicTest(
                                expected.text("rows")
                                        + expected.text("fields")
                                        + " "
                                        + expected.words("words"),
                                () ->
                                        assertThat(told(expected))
                                                .isEqualTo(
                                                        expected.text("error")
                                                                + expected.text("out"))));
    }

    @Test
    void expectationsAreMany() {
        assertThat(Expectations.cases("output")).hasSizeGreaterThan(250);
    }

    @Test
    void widthOfTheTerminalCountsOnlyWhenAskedFor() {
        var cells = new ArrayList<List<@Nullable Object>>();
        cells.add(List.of("x".repeat(300)));
        var rows = Result.Rows.of(List.of("a"), cells);
        var screen = Screen.terminal(80);
        Layout free = layout(Syntaxes.rows(List.of()), List.of(), screen);
        assertThat(free.lay(rows).lines().mapToInt(String::length).max()).hasValue(304);
    }

    private String told(Expectations.Case expected) {
        Syntax syntax =
                expected.has("rows") ? Syntaxes.rows(List.of()) : Syntaxes.fields(List.of());
        try {
            return layout(syntax, expected.words("words"), Screen.pipes(80)).lay(given(expected));
        } catch (UnknownColumnException unknown) {
            return String.valueOf(unknown.getMessage());
        }
    }

    private static Layout layout(Syntax syntax, List<String> words, Screen screen) {
        return Syntaxes.layout(Reader.read(syntax, words), Map.of(), screen.terminal());
    }

    // The constructor of a record is known from its class file, which does not tell what is
    // nullable.
    @SuppressWarnings("NullAway")
    private Result given(Expectations.Case expected) {
        if (expected.has("fields")) {
            var fields = Json.object(expectations.get("fields"));
            return new Result.Fields(Json.object(fields.get(expected.text("fields"))));
        }
        var rows = new ArrayList<List<@Nullable Object>>();
        for (Object row :
                Json.array(Json.object(expectations.get("rows")).get(expected.text("rows")))) {
            rows.add(Json.array(row));
        }
        return Result.Rows.of(new Expectations.Case(expectations).words("columns"), rows);
    }
}
