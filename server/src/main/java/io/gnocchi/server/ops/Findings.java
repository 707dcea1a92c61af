package io.gnocchi.server.ops;

import io.gnocchi.core.repair.Finding;
import java.io.PrintStream;
import java.util.function.Consumer;

/// Prints findings as they come, and counts them.
public final class Findings implements Consumer<Finding> {
    private final PrintStream out;
    private final Ticker ticker;
    private final boolean brief;
    private long troubles;
    private long notices;

    /// @param brief whether to print only what somebody has to do something about
    public Findings(PrintStream out, Ticker ticker, boolean brief) {
        this.out = out;
        this.ticker = ticker;
        this.brief = brief;
    }

    @Override
    public void accept(Finding finding) {
        if (finding.isTrouble()) {
            troubles++;
        } else {
            notices++;
        }
        if (finding.isTrouble() || !brief) {
            ticker.clear();
            out.println(finding.text());
        }
    }

    /// How many findings somebody has to do something about.
    public long troubles() {
        return troubles;
    }

    /// Prints how many there were.
    public void summary() {
        ticker.clear();
        out.printf("%d troubles, %d notices%n", troubles, notices);
    }
}
