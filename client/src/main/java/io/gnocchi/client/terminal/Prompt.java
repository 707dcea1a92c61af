package io.gnocchi.client.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/// Lines that are typed at a terminal, with a history kept in a file and completion by tabulator.
public final class Prompt implements AutoCloseable {
    private final org.jline.terminal.Terminal terminal;
    private final LineReader reader;

    /// Completes the words before the cursor with what `candidates` knows of them.
    public Prompt(Path history, Function<List<String>, List<String>> candidates)
            throws IOException {
        terminal = TerminalBuilder.builder().system(true).build();
        reader =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .appName("gnocchi")
                        .variable(LineReader.HISTORY_FILE, history)
                        .completer((_, line, found) ->
                                candidates
                                        .apply(line.words().subList(0, line.wordIndex() + 1))
                                        .forEach(name -> found.add(new Candidate(name))))
                        .build();
    }

    /// The next line, empty when it was given up with Ctrl-C, null at the end.
    public @Nullable String line(String prompt) {
        try {
            return reader.readLine(prompt);
        } catch (UserInterruptException givenUp) {
            return "";
        } catch (EndOfFileException end) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        terminal.close();
    }
}
