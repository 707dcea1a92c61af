package io.gnocchi.lab.outside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A real process that can be killed, stopped, and started again as often as wanted. Its output
/// goes on in one file.
final class LiveProcess {
    private static final String PEAK = "VmHWM:";
    private static final int KIBIBYTE = 1024;

    private final String name;
    private final List<String> command;
    private final @Nullable String javaOptions;
    private final Path log;
    private @Nullable Process process;
    private long peakBytes;
    private boolean wanted;

    /// @param javaOptions for the commands of this project; null for programs of others
    LiveProcess(String name, List<String> command, @Nullable String javaOptions, Path folder) {
        this.name = name;
        this.command = List.copyOf(command);
        this.javaOptions = javaOptions;
        this.log = folder.resolve(name + ".log");
    }

    String name() {
        return name;
    }

    Path log() {
        return log;
    }

    /// Whether it is one of ours.
    boolean isOurs() {
        return javaOptions != null;
    }

    synchronized void start() {
        wanted = true;
        var builder =
                new ProcessBuilder(command)
                        .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(Redirect.appendTo(log.toFile()))
                        .redirectErrorStream(true);
        if (javaOptions != null) {
            builder.environment().put("GNOCCHI_JAVA_OPTS", javaOptions);
        }
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
    }

    /// Starts it again when it has ended although nobody told it to, as whoever runs it does.
    ///
    /// @return whether it had
    synchronized boolean restartIfEnded() {
        if (!wanted || isAlive()) {
            return false;
        }
        start();
        return true;
    }

    synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    synchronized long pid() {
        return running().pid();
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process;
    }

    /// SIGKILL for it and what it has started.
    synchronized void kill() {
        if (process == null) {
            return;
        }
        wanted = false;
        look();
        var children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        waitFor(Duration.ofSeconds(20));
        for (var child : children) {
            child.onExit().join();
        }
    }

    /// SIGTERM.
    ///
    /// @return how it ended, or null when it has not within the time
    synchronized @Nullable Integer terminate(Duration patience) {
        wanted = false;
        look();
        running().destroy();
        return waitFor(patience) ? running().exitValue() : null;
    }

    /// Waits for the end of a command that has one.
    ///
    /// @return how it ended, or null when it has not within the time
    synchronized @Nullable Integer await(Duration patience) {
        wanted = false;
        return waitFor(patience) ? running().exitValue() : null;
    }

    private boolean waitFor(Duration patience) {
        try {
            return running().waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// SIGSTOP: it stands still until [#resume()].
    void stop() {
        signal("STOP");
    }

    void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            var kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("cannot send " + signal + " to " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// The most memory it has held so far, over all its lives.
    synchronized long peakBytes() {
        look();
        return peakBytes;
    }

    /// Has to happen while it lives, for the figure goes with it.
    private void look() {
        if (process == null || !process.isAlive()) {
            return;
        }
        try {
            Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith(PEAK))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE)
                    .forEach(bytes -> peakBytes = Math.max(peakBytes, bytes));
        } catch (IOException e) {
            // It has just ended, or there is no /proc.
        }
    }
}
