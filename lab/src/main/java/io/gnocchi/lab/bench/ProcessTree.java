package io.gnocchi.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a process and its descendants have used, as Linux tells it.
public final class ProcessTree {
    /// The kernel's unit, the same on every usual Linux.
    private static final double TICKS_A_SECOND = 100;

    private static final int FIRST_TIME = 11;
    private static final int TIMES = 4;

    private ProcessTree() {}

    /// User and system time, that of children who have ended included.
    public static double cpuSeconds(long root) throws IOException {
        double seconds = own(root);
        for (var child :
                ProcessHandle.of(root).stream().flatMap(ProcessHandle::descendants).toList()) {
            seconds += own(child.pid());
        }
        return seconds;
    }

    /// User and system time of children of a process, and of theirs, who have ended.
    public static double endedCpuSeconds(long process) throws IOException {
        return seconds(process, FIRST_TIME + TIMES / 2, TIMES / 2);
    }

    /// Sends a signal to a process and its descendants.
    ///
    /// @param signal as `kill` calls it
    static void signal(long root, String signal) throws IOException {
        var words = new ArrayList<>(List.of("kill", "-" + signal, Long.toString(root)));
        ProcessHandle.of(root).stream()
                .flatMap(ProcessHandle::descendants)
                .forEach(child -> words.add(Long.toString(child.pid())));
        try {
            int status = new ProcessBuilder(words).inheritIO().start().waitFor();
            if (status != 0) {
                throw new IOException(String.join(" ", words) + " ended with " + status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static double own(long process) throws IOException {
        return seconds(process, FIRST_TIME, TIMES);
    }

    private static double seconds(long process, int first, int times) throws IOException {
        var file = Path.of("/proc", Long.toString(process), "stat");
        try {
            var text = Files.readString(file);
            var fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = 0;
            for (int i = first; i < first + times; i++) {
                ticks += Long.parseLong(fields[i]);
            }
            return ticks / TICKS_A_SECOND;
        } catch (IOException e) {
            if (Files.exists(file)) {
                throw e;
            }
            return 0; // It has ended, perhaps while it was read; its parent counts it from now on.
        }
    }
}
