package io.gnocchi.client.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Where a command prints: results to the one stream, everything else to the other.
///
/// Colours, progress and hints are for terminals only; what goes to a file or a pipe is plain.
public final class Terminal {
    private static final int USUAL_COLUMNS = 80;
    private static final int USUAL_LINES = 24;
    private static final long SIZE_SECONDS = 2;

    private final PrintStream out;
    private final PrintStream err;
    private final boolean outIsTerminal;
    private final boolean errIsTerminal;
    private final Map<String, String> environment;

    /// Streams, and whether each is a terminal.
    public Terminal(
            PrintStream out,
            PrintStream err,
            boolean outIsTerminal,
            boolean errIsTerminal,
            Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.outIsTerminal = outIsTerminal;
        this.errIsTerminal = errIsTerminal;
        this.environment = environment;
    }

    /// Prints a result as it is.
    public void print(String text) {
        out.print(text);
        out.flush();
    }

    /// Where long results are written piece by piece; nobody closes it.
    public OutputStream stream() {
        return out;
    }

    /// Says a line to the person.
    public void say(String line) {
        err.print(line + "\n");
        err.flush();
    }

    /// Says a line only when a person reads it.
    public void hint(String line) {
        if (errIsTerminal) {
            say(line);
        }
    }

    /// Whether results go to a terminal.
    public boolean outIsTerminal() {
        return outIsTerminal;
    }

    /// Whether messages go to a terminal.
    public boolean errIsTerminal() {
        return errIsTerminal;
    }

    /// Whether what is printed may have colours.
    public boolean colours() {
        String terminal = environment.getOrDefault("TERM", "");
        return outIsTerminal && !environment.containsKey("NO_COLOR") && !terminal.equals("dumb");
    }

    /// Whether the terminal shows characters beyond ASCII.
    public boolean unicode() {
        String locale =
                environment.getOrDefault(
                        "LC_ALL",
                        environment.getOrDefault("LC_CTYPE", environment.getOrDefault("LANG", "")));
        return locale.isEmpty() || locale.toUpperCase(java.util.Locale.ROOT).contains("UTF");
    }

    /// How many columns there are: `COLUMNS`, else what the terminal says, else 80.
    public int columns() {
        Integer told = number(environment.get("COLUMNS"));
        if (told != null) {
            return told;
        }
        return outIsTerminal || errIsTerminal ? size(1, USUAL_COLUMNS) : USUAL_COLUMNS;
    }

    /// How many columns the terminal has that results go to, 0 when they go elsewhere.
    public int resultColumns() {
        return outIsTerminal ? size(1, USUAL_COLUMNS) : 0;
    }

    /// How many lines there are.
    public int lines() {
        Integer told = number(environment.get("LINES"));
        if (told != null) {
            return told;
        }
        return outIsTerminal ? size(0, USUAL_LINES) : USUAL_LINES;
    }

    void err(String text) {
        err.print(text);
        err.flush();
    }

    /// The kernel knows; `stty` asks it.
    private static int size(int index, int otherwise) {
        try {
            Process stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(new java.io.File("/dev/tty"))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String told =
                    new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            stty.waitFor(SIZE_SECONDS, TimeUnit.SECONDS);
            String[] words = told.strip().split(" ", -1);
            Integer size = words.length == 2 ? number(words[index]) : null;
            return size == null ? otherwise : size;
        } catch (IOException | UncheckedIOException noTerminal) {
            return otherwise;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return otherwise;
        }
    }

    private static @Nullable Integer number(@Nullable String text) {
        try {
            int number = text == null ? 0 : Integer.parseInt(text);
            return number > 0 ? number : null;
        } catch (NumberFormatException strange) {
            return null;
        }
    }
}
