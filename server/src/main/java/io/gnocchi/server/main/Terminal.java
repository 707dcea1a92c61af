package io.gnocchi.server.main;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/// The terminal an operator sits at.
final class Terminal {
    private Terminal() {}

    /// Null when nobody sits there, as in a script.
    // The check believes that there always is one; since 25 the default one is of a terminal only.
    @SuppressWarnings("SystemConsoleNull")
    static @Nullable Console attended() {
        var console = System.console();
        return console != null && console.isTerminal() ? console : null;
    }
}
