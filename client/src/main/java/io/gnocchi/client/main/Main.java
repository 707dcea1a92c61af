package io.gnocchi.client.main;

import io.gnocchi.client.terminal.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The command `gnocchi`.
public final class Main {
    private static final int BROKEN_PIPE = 141;
    private static final int BUFFER_BYTES = 65_536;

    private Main() {}

    /// Runs a command and ends the process with its exit code.
    ///
    /// The launcher says in the property `gnocchi.terminal` which of the input (`0`), the results
    /// (`1`) and the messages (`2`) is a terminal.
    public static void main(String[] arguments) {
        String terminals = System.getProperty("gnocchi.terminal", "");
        PrintStream out = stream(FileDescriptor.out);
        var terminal =
                new Terminal(
                        out,
                        stream(FileDescriptor.err),
                        terminals.contains("1"),
                        terminals.contains("2"),
                        System.getenv());
        int status = new Program(terminal, System.in, System.getenv()).run(List.of(arguments));
        // An orderly exit would look for loggers in every jar first. All is written, nothing waits.
        Runtime.getRuntime().halt(out.checkError() ? BROKEN_PIPE : status);
    }

    static PrintStream stream(FileDescriptor to) {
        return new PrintStream(
                new java.io.BufferedOutputStream(new FileOutputStream(to), BUFFER_BYTES),
                false,
                StandardCharsets.UTF_8);
    }
}
