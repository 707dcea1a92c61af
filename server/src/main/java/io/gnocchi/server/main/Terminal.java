package io.gnocchi.server.main;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/// The terminal an operator sits at.
final class Terminal {
    private Terminal() {}

    /// Null when nobody sits there, as in a script.
    static @Nullable Console attended() {
        var console = System.console();
        return console != null && console.isTerminal() ? console : null;
    }
}
