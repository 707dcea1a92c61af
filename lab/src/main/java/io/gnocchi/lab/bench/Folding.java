package io.gnocchi.lab.bench;

import io.gnocchi.lab.bench.Subject.Call;
import java.io.IOException;
import java.util.regex.Pattern;

/// Waits until a server has folded all it was sent.
final class Folding {
    private static final Pattern BACKLOG =
            Pattern.compile("\"summary\": ?\\{[^{}]*\"measures\": ?(\\d+)");
    private static final long PATIENCE_SECONDS = 1_800;

    /// At rest is who uses less than this part of a processor for so many pauses.
    private static final double REST_LOAD = 0.1;

    private static final int REST_PAUSES = 30;
    private static final long REST_PATIENCE_SECONDS = 120;

    private Folding() {}

    /// How long it takes from here. The CPU time is that of the whole server.
    static Figure await(Subject subject, long measures) throws IOException {
        double cpu = subject.cpuSeconds();
        long start = System.nanoTime();
        while (!isDone(subject)) {
            if (System.nanoTime() - start > PATIENCE_SECONDS * 1_000_000_000L) {
                throw new IOException(subject.name() + " does not fold");
            }
            pause();
        }
        double wall = (System.nanoTime() - start) / 1e9;
        return new Figure(measures, wall, wall * 1e3, subject.cpuSeconds() - cpu);
    }

    /// Waits until the server has hardly anything to do: what comes after folding is not told in
    /// its backlog.
    static void awaitRest(Subject subject) throws IOException {
        long start = System.nanoTime();
        double used;
        do {
            double before = subject.cpuSeconds();
            for (int i = 0; i < REST_PAUSES; i++) {
                pause();
            }
            used = subject.cpuSeconds() - before;
        } while (used > REST_PAUSES * 0.1 * REST_LOAD
                && System.nanoTime() - start < REST_PATIENCE_SECONDS * 1_000_000_000L);
    }

    private static boolean isDone(Subject subject) throws IOException {
        var text = subject.ask(Call.get("/v1/status?details=false"));
        var found = BACKLOG.matcher(text);
        if (!found.find()) {
            throw new IOException("no backlog in " + text);
        }
        return found.group(1).equals("0");
    }

    static void pause() throws IOException {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
