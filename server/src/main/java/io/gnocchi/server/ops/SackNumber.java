package io.gnocchi.server.ops;

import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.repair.SackChange;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/// Changes the number of sacks, and tells what comes of it. Begun again after it was killed, it
/// goes on from wherever it was.
public final class SackNumber {
    private static final int MOST_FAILURES = 10;

    private final SackChange change;
    private final Manifest manifest;
    private final InstantSource clock;
    private final Ticker ticker;
    private final PrintStream out;
    private final Duration pause;

    /// @param ticker shows how much is left of a change before
    /// @param pause between two tries
    public SackNumber(
            SackChange change,
            Manifest manifest,
            InstantSource clock,
            Ticker ticker,
            PrintStream out,
            Duration pause) {
        this.change = change;
        this.manifest = manifest;
        this.clock = clock;
        this.ticker = ticker;
        this.out = out;
        this.pause = pause;
    }

    /// Changes the number.
    ///
    /// @param waits whether to wait for what metricd has still to do for a change before
    /// @return whether there are so many now
    /// @throws UnavailableException when the doors fail again and again; unknown whether it was
    ///   done
    public boolean change(Sacks wanted, boolean waits) {
        var before = manifest.layout();
        int failures = 0;
        int left = 0;
        while (true) {
            try {
                var outcome = change.attempt(wanted);
                failures = 0;
                switch (outcome) {
                    case CHANGED -> {
                        ticker.clear();
                        tellChange(before.sacks(), wanted);
                        return true;
                    }
                    case NOTHING_TO_DO -> {
                        ticker.clear();
                        out.printf("there are %d sacks: nothing to do%n", wanted.count());
                        return true;
                    }
                    case TOO_EARLY, LOST -> {
                        var now = manifest.layout();
                        if (now.number() != before.number() && !now.sacks().equals(wanted)) {
                            ticker.clear();
                            out.printf(
                                    "somebody else has changed the number meanwhile: there are %d"
                                            + " sacks%n",
                                    now.sacks().count());
                            return false;
                        }
                        if (outcome == SackChange.Outcome.TOO_EARLY) {
                            left = tellLeft(left);
                            if (!waits) {
                                return false;
                            }
                        }
                    }
                }
            } catch (UnavailableException e) {
                if (++failures == MOST_FAILURES) {
                    throw e;
                }
            }
            rest();
        }
    }

    private void tellChange(Sacks before, Sacks now) {
        out.printf(
                "%d sacks, %d before; metricd takes %d segments over, while everything goes on%n",
                now.count(), before.count(), change.left());
    }

    /// @param before what was left when it was told before
    private int tellLeft(int before) {
        int left = change.left();
        if (before == 0) {
            ticker.clear();
            out.printf(
                    "metricd has not yet taken over everything from the change before: %d segments"
                            + " are left%n",
                    left);
            if (manifest.workers(clock.instant()).isEmpty()) {
                out.println("no metricd runs: start it");
            }
        }
        int total = Math.max(before, left);
        ticker.at("segments taken over", total - left, total);
        return Math.max(1, total);
    }

    private void rest() {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted", e);
        }
    }
}
