package io.gnocchi.lab.outside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// A folder for one run, with the processes and disks in it; nothing of it is left at the end,
/// unless the logs are wanted.
final class Ground implements AutoCloseable {
    /// What a server of ours may use, so that a leak shows; and what makes many short lives cheap.
    private static final String JAVA_OPTIONS = "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    private static final int LEAST_PORT = 15_000;
    private static final int MOST_PORT = 32_000;

    private final Path root;
    private final Path folder;
    private final List<LiveProcess> processes = new CopyOnWriteArrayList<>();
    private final List<SmallDisk> disks = new ArrayList<>();

    /// @param root where the project is, built
    Ground(Path root) {
        this.root = root;
        try {
            this.folder = Files.createTempDirectory("gnocchi-outside.");
            // PostgreSQL runs as another user.
            new ProcessBuilder("chmod", "755", folder.toString()).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    Path folder() {
        return folder;
    }

    /// One of this project's commands.
    LiveProcess ours(String name, String command, String... arguments) {
        return process(name, JAVA_OPTIONS, "bin/" + command, arguments);
    }

    /// One of the scripts that start what others made.
    LiveProcess foreign(String name, String script, String... arguments) {
        return process(name, null, "ci/" + script, arguments);
    }

    private LiveProcess process(
            String name, @Nullable String javaOptions, String program, String... arguments) {
        var command = new ArrayList<>(List.of(root.resolve(program).toString()));
        command.addAll(List.of(arguments));
        var process = new LiveProcess(name, command, javaOptions, folder);
        processes.add(process);
        return process;
    }

    /// Every process there ever was.
    List<LiveProcess> processes() {
        return List.copyOf(processes);
    }

    /// A folder that can be filled up.
    ///
    /// @return null when this user may not mount one; then the folder is an ordinary one
    @Nullable SmallDisk smallDisk(String name) throws IOException {
        var place = Files.createDirectory(folder.resolve(name));
        var disk = SmallDisk.mount(place);
        if (disk != null) {
            disks.add(disk);
        }
        return disk;
    }

    /// A port nobody listens on now, nor on the next. The kernel gives none of them to a connection
    /// on its way out: those of its own choice are higher.
    static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LEAST_PORT, MOST_PORT);
            if (isFree(port) && isFree(port + 1)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException _) {
            return false;
        }
    }

    Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /// Ends every process. What they wrote stays until [#forget()].
    @Override
    public void close() {
        processes.reversed().forEach(LiveProcess::kill);
        disks.forEach(SmallDisk::close);
        disks.clear();
    }

    void forget() throws IOException {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
