package io.gnocchi.server.main;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// How a command ended and what it printed.
record CommandRun(int status, String out, String errors) {

    /// Runs a command in this process.
    static CommandRun of(String... arguments) {
        var out = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();
        var usualOut = System.out;
        var usualErrors = System.err;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            int status = Main.run(arguments);
            return new CommandRun(
                    status,
                    out.toString(StandardCharsets.UTF_8),
                    errors.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(usualOut);
            System.setErr(usualErrors);
        }
    }

    /// Runs a command by a configuration.
    static CommandRun by(String config, String command, String... options) {
        return of(
                Stream.concat(
                                Stream.of(command, "--config-file", config),
                                List.of(options).stream())
                        .toArray(String[]::new));
    }

    /// Writes a configuration of a deployment that has all it keeps in a folder.
    static String configuration(Path folder) throws IOException {
        return Files.writeString(
                        folder.resolve("gnocchi.conf"),
                        """
                        [DEFAULT]
                        log_file = %1$s/gnocchi.log
                        [indexer]
                        url = sqlite:///%1$s/index.db
                        [storage]
                        file_basepath = %1$s/objects
                        """
                                .formatted(folder))
                .toString();
    }
}
