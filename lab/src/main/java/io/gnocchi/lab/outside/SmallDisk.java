package io.gnocchi.lab.outside;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file system in memory, small enough to be filled to its last byte.
final class SmallDisk implements AutoCloseable {
    private static final String SIZE = "size=768m";
    private static final int CHUNK = 1 << 20;
    private static final int CRUMB = 512;

    private final Path place;

    private SmallDisk(Path place) {
        this.place = place;
    }

    /// @return null when this user may not mount
    static @Nullable SmallDisk mount(Path place) throws IOException {
        var mount = List.of("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", place.toString());
        return run(mount) ? new SmallDisk(place) : null;
    }

    /// Leaves no byte to anybody.
    void fill() {
        fill(ballast(1), CHUNK);
        fill(ballast(2), CRUMB);
    }

    private static void fill(Path ballast, int step) {
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(new byte[step]);
            }
        } catch (IOException e) {
            // It is full, as wanted.
        }
    }

    void empty() throws IOException {
        Files.deleteIfExists(ballast(1));
        Files.deleteIfExists(ballast(2));
    }

    private Path ballast(int number) {
        return place.resolve("ballast-" + number);
    }

    @Override
    public void close() {
        try {
            run(List.of("umount", "--lazy", place.toString()));
        } catch (IOException e) {
            throw new IllegalStateException("cannot unmount " + place, e);
        }
    }

    private static boolean run(List<String> command) throws IOException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
