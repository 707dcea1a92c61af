package io.gnocchi.core.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A folder that belongs to one living owner: `parent/N`, where N is the smallest number that
/// nobody has locked. The lock goes with the process, so what a crash leaves is found by the next
/// who claims; no clock is asked.
final class ClaimedFolder implements AutoCloseable {
    private static final int MOST_OWNERS = 1_000;
    private static final String LOCK = "lock";

    /// The folders that owners of this process hold. A lock belongs to the process, and closing any
    /// channel on the file drops it, so a held lock file is never opened again.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private ClaimedFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /// The first free folder, with what its last owner left. The other free ones are emptied: their
    /// owners are dead.
    static ClaimedFolder claim(Path parent) throws IOException {
        Files.createDirectories(parent);
        Path real = parent.toRealPath();
        ClaimedFolder own = null;
        for (int n = 0; own == null || Files.isDirectory(real.resolve("" + n)); n++) {
            if (n == MOST_OWNERS) {
                throw new IOException("more than " + MOST_OWNERS + " share it");
            }
            ClaimedFolder free = tryClaim(real.resolve("" + n));
            if (own == null) {
                own = free;
            } else if (free != null) {
                try (free) {
                    free.empty();
                }
            }
        }
        return own;
    }

    private static @Nullable ClaimedFolder tryClaim(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (!HELD.add(folder)) {
            return null;
        }
        ClaimedFolder claimed = null;
        try {
            claimed = lock(folder);
        } finally {
            if (claimed == null) {
                HELD.remove(folder);
            }
        }
        return claimed;
    }

    private static @Nullable ClaimedFolder lock(Path folder) throws IOException {
        var lock =
                FileChannel.open(
                        folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() == null) {
                lock.close();
                return null;
            }
            return new ClaimedFolder(folder, lock);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    boolean isOpen() {
        return lock.isOpen();
    }

    /// Whether a file in the folder is the owner's.
    static boolean isContent(Path file) {
        return !file.endsWith(LOCK);
    }

    /// Removes what is in it.
    void empty() throws IOException {
        try (var files = Files.newDirectoryStream(path, ClaimedFolder::isContent)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    /// Leaves it to the next.
    @Override
    public void close() throws IOException {
        if (lock.isOpen()) {
            lock.close();
            HELD.remove(path);
        }
    }
}
