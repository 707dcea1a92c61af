package io.gnocchi.client.main;

import io.gnocchi.client.arguments.Words;
import io.gnocchi.client.commands.Catalogue;
import io.gnocchi.client.manual.Completion;
import io.gnocchi.client.terminal.Prompt;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Commands typed one after the other, or piped in; until `exit`, `quit` or the end.
final class Shells {
    private final Program program;
    private final LiveSession session;

    private Shells(Program program, LiveSession session) {
        this.program = program;
        this.session = session;
    }

    static int run(Program program, LiveSession session, Catalogue catalogue) {
        var shell = new Shells(program, session);
        try {
            if (session.inputIsTerminal()) {
                shell.talk(catalogue);
            } else {
                shell.follow();
            }
            return 0;
        } catch (IOException broken) {
            session.terminal().say("the input broke: " + broken.getMessage());
            return 1;
        }
    }

    private void talk(Catalogue catalogue) throws IOException {
        Path folder = session.profiles().toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path history = session.profiles().resolveSibling("history");
        var completion = new Completion(catalogue, session);
        try (var prompt = new Prompt(history, completion::of)) {
            while (command(prompt.line("(gnocchi) "))) {
                // Each line is a command; the last one says so.
            }
        }
    }

    private void follow() throws IOException {
        var lines =
                new BufferedReader(new InputStreamReader(session.input(), StandardCharsets.UTF_8));
        while (command(lines.readLine())) {
            // As above.
        }
    }

    /// Whether another one may follow.
    private boolean command(@Nullable String line) {
        if (line == null) {
            return false;
        }
        List<String> words;
        try {
            words = Words.of(line);
        } catch (IllegalArgumentException unfinished) {
            session.terminal().say(String.valueOf(unfinished.getMessage()));
            return true;
        }
        if (words.isEmpty() || words.getFirst().startsWith("#")) {
            return true;
        }
        if (words.equals(List.of("exit")) || words.equals(List.of("quit"))) {
            return false;
        }
        program.command(session, words);
        return true;
    }
}
