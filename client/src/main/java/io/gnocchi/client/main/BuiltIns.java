package io.gnocchi.client.main;

import static io.gnocchi.client.arguments.Option.flag;
import static io.gnocchi.client.arguments.Option.value;

import io.gnocchi.client.arguments.Arguments;
import io.gnocchi.client.arguments.Parameter;
import io.gnocchi.client.arguments.Syntax;
import io.gnocchi.client.commands.Catalogue;
import io.gnocchi.client.commands.Command;
import io.gnocchi.client.commands.Command.Example;
import io.gnocchi.client.commands.Command.Shape;
import io.gnocchi.client.commands.FailureException;
import io.gnocchi.client.commands.Session;
import io.gnocchi.client.commands.Syntaxes;
import io.gnocchi.client.manual.CompletionScript;
import io.gnocchi.client.manual.HelpText;
import io.gnocchi.client.manual.ManualPage;
import io.gnocchi.client.output.PythonText;
import io.gnocchi.client.output.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        var words = new Parameter("cmd", "cmd", Parameter.Count.ANY, "words of the command");
        return List.of(
                new Command(
                        "help",
                        "Show help, about a command or the program.",
                        new Syntax(List.of(), List.of(), List.of(words), true),
                        Shape.TEXT,
                        List.of(new Example("help measures show", "about that command")),
                        "",
                        (session, arguments, _) -> help(session, arguments, catalogue.get())),
                new Command(
                        "manual",
                        "Print a manual page, or write all of them.",
                        Syntaxes.text(
                                List.of(value("--directory", "a folder to write all pages into")),
                                words),
                        Shape.TEXT,
                        List.of(
                                new Example("manual measures import | man -l -", "read one"),
                                new Example("manual --directory /usr/local/man/man1", "all")),
                        "",
                        (session, arguments, _) -> manual(session, arguments, catalogue.get())),
                new Command(
                        "complete",
                        "Print what a shell needs to complete words of gnocchi.",
                        Syntaxes.text(
                                List.of(
                                        value("--shell", "which shell (default: bash)")
                                                .among("bash", "zsh", "fish"),
                                        value("--name", "name of the command (default: gnocchi)"),
                                        flag("--for", "").hidden()),
                                new Parameter(
                                        "word", "word", Parameter.Count.ANY, "words to complete")),
                        Shape.TEXT,
                        List.of(
                                new Example("complete > /etc/bash_completion.d/gnocchi", "in bash"),
                                new Example("complete --shell zsh > ~/.zfunc/_gnocchi", "in zsh"),
                                new Example("complete --shell fish | source", "in fish")),
                        "",
                        (session, arguments, _) -> complete(session, arguments, catalogue.get())));
    }

    private static Result manual(Session session, Arguments arguments, Catalogue catalogue) {
        String folder = arguments.text("directory");
        String program = ManualPage.of(ProgramOptions.SYNTAX, catalogue, ProgramOptions.EXAMPLES);
        if (folder != null) {
            write(Path.of(folder, "gnocchi.1"), program);
            for (Command command : catalogue.commands()) {
                write(Path.of(folder, ManualPage.name(command) + ".1"), ManualPage.of(command));
            }
            return new Result.Silence();
        }
        List<String> words = arguments.all("cmd");
        Catalogue.Found found = words.isEmpty() ? null : catalogue.find(words);
        if (!words.isEmpty() && found == null) {
            throw new FailureException("Unknown command " + PythonText.repr(words));
        }
        session.terminal().print(found == null ? program : ManualPage.of(found.command()));
        return new Result.Silence();
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException unwritable) {
            throw new FailureException(file + " cannot be written: " + unwritable.getMessage());
        }
    }

    private static Result complete(Session session, Arguments arguments, Catalogue catalogue) {
        if (!arguments.has("for")) {
            session.terminal()
                    .print(
                            CompletionScript.of(
                                    arguments.text("shell", "bash"),
                                    arguments.text("name", "gnocchi")));
            return new Result.Silence();
        }
        new TypedWords(catalogue, session)
                .candidates(arguments.all("word"))
                .forEach(candidate -> session.terminal().print(candidate + "\n"));
        return new Result.Silence();
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
