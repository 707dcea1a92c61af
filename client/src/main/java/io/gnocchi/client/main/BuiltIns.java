package io.gnocchi.client.main;

import io.gnocchi.client.arguments.Arguments;
import io.gnocchi.client.arguments.Parameter;
import io.gnocchi.client.arguments.Syntax;
import io.gnocchi.client.commands.Catalogue;
import io.gnocchi.client.commands.Command;
import io.gnocchi.client.commands.Command.Example;
import io.gnocchi.client.commands.Command.Shape;
import io.gnocchi.client.commands.FailureException;
import io.gnocchi.client.commands.Session;
import io.gnocchi.client.manual.HelpText;
import io.gnocchi.client.output.PythonText;
import io.gnocchi.client.output.Result;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The commands about commands.
final class BuiltIns {
    private BuiltIns() {}

    /// All commands of the program, those about commands among them.
    static Catalogue catalogue() {
        var whole = new AtomicReference<@Nullable Catalogue>();
        Catalogue catalogue = Catalogue.with(all(() -> Objects.requireNonNull(whole.get())));
        whole.set(catalogue);
        return catalogue;
    }

    private static List<Command> all(Supplier<Catalogue> catalogue) {
        return List.of(
                new Command(
                        "help",
                        "Show help, about a command or the program.",
                        new Syntax(
                                List.of(),
                                List.of(),
                                List.of(
                                        new Parameter(
                                                "cmd",
                                                "cmd",
                                                Parameter.Count.ANY,
                                                "words of the command")),
                                true),
                        Shape.TEXT,
                        List.of(new Example("help measures show", "about that command")),
                        "",
                        (session, arguments, _) -> help(session, arguments, catalogue.get())));
    }

    private static Result help(Session session, Arguments arguments, Catalogue catalogue) {
        List<String> words = arguments.all("cmd");
        var terminal = session.terminal();
        if (words.isEmpty()) {
            terminal.print(
                    HelpText.of(
                            ProgramOptions.SYNTAX,
                            catalogue,
                            ProgramOptions.EXAMPLES,
                            terminal.columns(),
                            terminal.colours()));
            return new Result.Silence();
        }
        Catalogue.Found found = catalogue.find(words);
        if (found != null) {
            terminal.print(HelpText.of(found.command(), terminal.columns(), terminal.colours()));
            return new Result.Silence();
        }
        List<String> matches = catalogue.beginning(words.getFirst());
        if (matches.isEmpty()) {
            throw new FailureException("Unknown command " + PythonText.repr(words));
        }
        terminal.print("Command \"" + words.getFirst() + "\" matches:\n");
        matches.forEach(name -> terminal.print("  " + name + "\n"));
        return new Result.Silence();
    }
}
