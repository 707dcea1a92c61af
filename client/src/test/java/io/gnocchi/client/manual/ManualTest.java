package io.gnocchi.client.manual;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.client.arguments.Option;
import io.gnocchi.client.arguments.Parameter;
import io.gnocchi.client.arguments.Reader;
import io.gnocchi.client.arguments.Words;
import io.gnocchi.client.commands.Catalogue;
import io.gnocchi.client.commands.Command;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ManualTest {
    private final Catalogue catalogue = Catalogue.with(List.of());

    @TestFactory
    Stream<DynamicTest> everyCommandIsDescribedWithExamplesThatItUnderstands() {
        return catalogue.commands().stream()
                .map(command -> DynamicTest.dynamicTest(command.name(), () -> described(command)));
    }

    private void described(Command command) {
        String help = HelpText.of(command, 80, false);
        String page = ManualPage.of(command);
        assertThat(command.summary()).endsWith(".");
        assertThat(command.syntax().options())
                .filteredOn(Option::shown)
                .allSatisfy(option -> {
                    assertThat(option.help()).isNotBlank();
                    assertThat(help).contains(option.names().getFirst());
                    assertThat(page).contains(option.names().getFirst().replace("-", "\\-"));
                });
        assertThat(command.syntax().parameters())
                .extracting(Parameter::help)
                .allSatisfy(text -> assertThat(text).isNotBlank());
        assertThat(command.examples()).isNotEmpty();
        assertThat(command.examples())
                .allSatisfy(example -> {
                    assertThat(help).contains(example.words());
                    List<String> words =
                            Words.of(
                                    example.words()
                                            .replaceAll(" (\\| (man|source)|> [/~a-z]).*", ""));
                    Catalogue.Found found = catalogue.find(words);
                    assertThat(found).isNotNull();
                    assertThat(found.command()).isEqualTo(command);
                    Reader.read(command.syntax(), found.rest());
                });
    }

    @Test
    void pagesNeverBeginALineWithACommandOfTheirText() {
        assertThat(catalogue.commands())
                .allSatisfy(command ->
                        assertThat(ManualPage.of(command).lines())
                                .filteredOn(line -> line.startsWith(".") || line.startsWith("'"))
                                .allMatch(line -> line.matches("\\.(TH|SH|TP)( .*)?")));
    }

    @Test
    void scriptsAskTheCommandThatIsTyped() {
        assertThat(CompletionScript.of("bash", "gnocchi-dev"))
                .contains("complete -o default -F _gnocchi_dev gnocchi-dev")
                .contains("complete --for -- \"${words[@]:1:cword}\"");
        assertThat(CompletionScript.of("zsh", "gnocchi")).startsWith("#compdef gnocchi\n");
        assertThat(CompletionScript.of("fish", "gnocchi")).contains("complete -c gnocchi -f");
    }
}
