package io.gnocchi.server.main;

import io.gnocchi.server.settings.SettingsException;
import picocli.CommandLine.Option;

/// Whether the operator really means it: said on the command line, or asked at the terminal.
final class Consent {
    @Option(names = "--yes", description = "Do not ask.")
    private boolean given;

    /// @param what a clause: what is about to happen
    /// @throws SettingsException when the operator does not want it, or cannot be asked
    void require(String what) {
        if (given) {
            return;
        }
        var console = Terminal.attended();
        if (console == null) {
            throw new SettingsException(what + ": say --yes to do it");
        }
        var answer = console.readLine("%s. Type yes to go on: ", what);
        if (!"yes".equals(answer)) {
            throw new SettingsException("nothing was done");
        }
    }
}
