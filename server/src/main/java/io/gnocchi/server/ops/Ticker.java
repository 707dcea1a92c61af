package io.gnocchi.server.ops;

import io.gnocchi.core.repair.Progress;
import java.io.PrintStream;

/// Shows progress in one line of a terminal; silent where nobody looks.
public final class Ticker implements Progress {
    private final PrintStream out;
    private final boolean isWatched;
    private int width;

    /// @param isWatched whether `out` is a terminal
    public Ticker(PrintStream out, boolean isWatched) {
        this.out = out;
        this.isWatched = isWatched;
    }

    @Override
    public void at(String stage, long done, long total) {
        if (isWatched) {
            var line = "%s %d/%d".formatted(stage, done, total);
            out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
            width = line.length();
        }
    }

    /// Leaves the line empty for what comes next.
    public void clear() {
        if (isWatched) {
            out.print("\r" + " ".repeat(width) + "\r");
            out.flush();
            width = 0;
        }
    }
}
