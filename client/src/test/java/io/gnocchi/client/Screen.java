package io.gnocchi.client;

import io.gnocchi.client.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.NullMarked;

/// A terminal in memory, or two pipes.
@NullMarked
public final class Screen {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal;

    private Screen(boolean terminals, Map<String, String> environment) {
        terminal =
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        terminals,
                        terminals,
                        environment);
    }

    /// Two pipes, as scripts have them.
    public static Screen pipes(int columns) {
        return new Screen(false, Map.of("COLUMNS", String.valueOf(columns)));
    }

    /// A terminal of so many columns and 24 lines.
    public static Screen terminal(int columns, String... more) {
        var environment = new HashMap<String, String>();
        environment.put("COLUMNS", String.valueOf(columns));
        environment.put("LINES", "24");
        environment.put("TERM", "xterm");
        environment.put("LANG", "C.UTF-8");
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return new Screen(true, environment);
    }

    public Terminal terminal() {
        return terminal;
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
