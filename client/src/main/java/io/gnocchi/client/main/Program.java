package io.gnocchi.client.main;

import io.gnocchi.client.access.IdentityException;
import io.gnocchi.client.api.Gnocchi;
import io.gnocchi.client.api.RefusedException;
import io.gnocchi.client.api.Version;
import io.gnocchi.client.arguments.Arguments;
import io.gnocchi.client.arguments.Reader;
import io.gnocchi.client.arguments.Usage;
import io.gnocchi.client.arguments.UsageException;
import io.gnocchi.client.commands.Catalogue;
import io.gnocchi.client.commands.FailureException;
import io.gnocchi.client.commands.Live;
import io.gnocchi.client.commands.Syntaxes;
import io.gnocchi.client.http.ConnectionException;
import io.gnocchi.client.json.MalformedJsonException;
import io.gnocchi.client.manual.HelpText;
import io.gnocchi.client.output.Layout;
import io.gnocchi.client.output.PythonText;
import io.gnocchi.client.output.Result;
import io.gnocchi.client.output.UnknownColumnException;
import io.gnocchi.client.terminal.Terminal;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A run of the program: from its arguments to its exit code.
final class Program {
    private static final int GOOD = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final String CLEAR = "\033[H\033[2J\033[3J";

    private final Terminal terminal;
    private final InputStream input;
    private final Map<String, String> environment;
    private @Nullable Catalogue catalogue;

    Program(Terminal terminal, InputStream input, Map<String, String> environment) {
        this.terminal = terminal;
        this.input = input;
        this.environment = environment;
    }

    int run(List<String> words) {
        Arguments options;
        try {
            options = Reader.readKnown(ProgramOptions.SYNTAX, words);
        } catch (UsageException wrong) {
            terminal.say(
                    Usage.of("gnocchi", ProgramOptions.SYNTAX, terminal.columns())
                            + "gnocchi: error: "
                            + wrong.getMessage());
            return MISUSED;
        }
        if (options.has("version")) {
            terminal.print("gnocchi " + Version.TEXT + "\n");
            return GOOD;
        }
        List<String> rest = new ArrayList<>(options.rest());
        if (options.has("help")) {
            rest.addFirst("help");
        }
        try (var session = new LiveSession(options, environment, terminal, input)) {
            if (rest.isEmpty()) {
                return Shells.run(this, session, catalogue());
            }
            return command(session, rest);
        } catch (FailureException failed) {
            terminal.say(String.valueOf(failed.getMessage()));
            return FAILED;
        }
    }

    /// Runs a command by its words.
    int command(LiveSession session, List<String> words) {
        Catalogue.Found found = catalogue().find(words);
        if (found == null) {
            return unknown(words);
        }
        String name = "gnocchi " + found.typed();
        Arguments arguments;
        try {
            arguments = Reader.read(found.command().syntax(), found.rest());
        } catch (UsageException wrong) {
            terminal.say(
                    Usage.of(name, found.command().syntax(), terminal.columns())
                            + name
                            + ": error: "
                            + wrong.getMessage());
            terminal.hint("See 'gnocchi help " + found.command().name() + "' for examples.");
            return MISUSED;
        }
        if (arguments.has("help")) {
            terminal.print(HelpText.of(found.command(), terminal.columns(), terminal.colours()));
            return GOOD;
        }
        return attempt(session, found, arguments);
    }

    private int attempt(LiveSession session, Catalogue.Found found, Arguments arguments) {
        try {
            Layout layout = Syntaxes.layout(arguments, environment, terminal);
            Duration pause = Live.pause(arguments);
            Result result;
            do {
                result = found.command().action().run(session, arguments, layout);
                String text =
                        arguments.has("plot") && result instanceof Result.Rows rows
                                ? Live.chart(rows, session)
                                : layout.lay(result);
                boolean fresh = pause != null && terminal.outIsTerminal();
                terminal.print(fresh ? CLEAR + text : text);
                if (pause != null) {
                    session.pause(pause);
                }
            } while (pause != null);
            return result instanceof Result.Unwell ? FAILED : GOOD;
        } catch (RuntimeException failed) {
            session.trace(failed);
            return failed(session, failed);
        }
    }

    private int failed(LiveSession session, RuntimeException failed) {
        switch (failed) {
            case RefusedException refused -> {
                terminal.say(
                        "%s (HTTP %d)"
                                .formatted(
                                        PythonText.str(refused.description()), refused.status()));
                Advice.about(refused, session).forEach(terminal::hint);
            }
            case IdentityException refused -> {
                terminal.say(String.valueOf(refused.getMessage()));
                if (refused.said() != null) {
                    terminal.print(refused.said() + "\n");
                }
            }
            case ConnectionException broken -> {
                terminal.say(String.valueOf(broken.getMessage()));
                Advice.about(broken, session).forEach(terminal::hint);
            }
            case MalformedJsonException strange ->
                    terminal.say("the server's answer is not understood: " + strange.getMessage());
            case FailureException known -> terminal.say(String.valueOf(known.getMessage()));
            case UnknownColumnException known -> terminal.say(String.valueOf(known.getMessage()));
            default -> {
                terminal.say("a mistake of this program, please report it: " + failed);
                if (!session.debug()) {
                    terminal.hint("With --debug it tells where.");
                }
            }
        }
        return FAILED;
    }

    private int unknown(List<String> words) {
        terminal.print(
                "gnocchi: '%s' is not a gnocchi command. See 'gnocchi --help'.\nDid you mean one of these?\n"
                        .formatted(String.join(" ", words)));
        catalogue().like(words.getFirst()).forEach(name -> terminal.print("  " + name + "\n"));
        return MISUSED;
    }

    /// All commands, made when they are first needed: telling the version takes none.
    private Catalogue catalogue() {
        Catalogue known = catalogue;
        if (known == null) {
            known = BuiltIns.catalogue();
            catalogue = known;
        }
        return known;
    }

    /// How often a request is made at most.
    static int attempts() {
        return Gnocchi.ATTEMPTS;
    }
}
