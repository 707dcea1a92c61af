package io.gnocchi.client.terminal;

import java.util.Locale;

/// One line that tells how far long work is, how fast it goes and when it will be over.
///
/// It is written again and again on a terminal, and never into a pipe. Any thread may step.
public final class Progress implements AutoCloseable {
    private static final long BETWEEN_NANOS = 100_000_000L;
    private static final int BAR = 24;
    private static final double NANOS = 1e9;

    private final Terminal terminal;
    private final String what;
    private final long total;
    private final long began = System.nanoTime();
    private final int columns;

    /// Ctrl-C leaves the line as it is; what the shell says next begins another.
    private final Thread interruption = new Thread(this::leave);

    private long done;
    private long things;
    private long thingsBefore;
    private long doneBefore;
    private long shown = System.nanoTime() - BETWEEN_NANOS;

    /// Work of so many steps; 0 when nobody knows.
    public Progress(Terminal terminal, String what, long total) {
        this.terminal = terminal;
        this.what = what;
        this.total = total;
        this.columns = terminal.errIsTerminal() ? terminal.columns() : 0;
        if (columns > 0) {
            Runtime.getRuntime().addShutdownHook(interruption);
        }
    }

    /// Some steps are done.
    public void step(long steps) {
        step(steps, steps);
    }

    /// Some steps are done, which brought so many of the things whose rate is told.
    public synchronized void step(long steps, long brought) {
        done += steps;
        things += brought;
        long now = System.nanoTime();
        if (columns > 0 && now - shown >= BETWEEN_NANOS) {
            shown = now;
            write(line(now));
        }
    }

    /// Some steps were done before this began; they do not count for the rate.
    public synchronized void resume(long steps, long brought) {
        done += steps;
        doneBefore += steps;
        things += brought;
        thingsBefore += brought;
    }

    @Override
    public synchronized void close() {
        if (columns > 0) {
            terminal.err("\r\033[K");
            forget();
        }
    }

    private void leave() {
        terminal.err("\n");
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(interruption);
        } catch (IllegalStateException ending) {
            // The line is left already.
        }
    }

    private void write(String line) {
        String fitting = line.length() >= columns ? line.substring(0, columns - 1) : line;
        terminal.err("\r\033[K" + fitting);
    }

    private String line(long now) {
        double seconds = Math.max(1e-3, (now - began) / NANOS);
        double rate = (things - thingsBefore) / seconds;
        if (total <= 0) {
            return String.format(Locale.ROOT, "%s %,d  %,.0f/s", what, things, rate);
        }
        double pace = (done - doneBefore) / seconds;
        double part = Math.min(1, (double) done / total);
        int filled = (int) Math.round(part * BAR);
        String bar =
                terminal.unicode()
                        ? "█".repeat(filled) + "░".repeat(BAR - filled)
                        : "#".repeat(filled) + "-".repeat(BAR - filled);
        String left = pace > 0 ? "  " + time((total - done) / pace) + " left" : "";
        return String.format(
                Locale.ROOT, "%s %s %3.0f %%  %,.0f/s%s", what, bar, part * 100, rate, left);
    }

    private static String time(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60
                ? whole + " s"
                : whole < 3600
                        ? "%d:%02d".formatted(whole / 60, whole % 60)
                        : "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60);
    }
}
