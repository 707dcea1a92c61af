package io.gnocchi.core.store;

import io.gnocchi.core.model.UnavailableException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Objects as files: the object `a/b` is the file `objects/a/b` below the base.
///
/// The problem is to make a file appear whole, durable and never over another. Renaming replaces
/// what exists, and creating in place shows half a file. So the bytes are written to a temporary
/// file, synced, and *linked* to their name: link(2) is atomic and refuses a name that is taken.
/// Then the folder is synced, and its parents when they are new. Any number of processes may share
/// the base; the file system must know hard links and locks.
///
/// Temporary files live in a [ClaimedFolder] of `tmp`. What a crash leaves there is removed by the
/// next store that opens.
public final class FileStore implements ObjectStore {
    /// How many folders are remembered as durable before the memory is cleared.
    private static final int REMEMBERED_FOLDERS = 10_000;

    private final Path objects;
    private final TemporaryFolder temporary;
    private final Set<Path> durableFolders = ConcurrentHashMap.newKeySet();

    /// Opens the store in `base`, which is made when it is missing.
    ///
    /// @throws UnavailableException when the base cannot be used
    public FileStore(Path base) {
        Path absolute = base.toAbsolutePath().normalize();
        try {
            makeDurable(absolute.resolve("objects"), nearestFolder(absolute));
            this.objects = absolute.resolve("objects").toRealPath();
            this.temporary = TemporaryFolder.claim(absolute.resolve("tmp"));
        } catch (IOException e) {
            throw trouble("use the folder", absolute, e);
        }
    }

    @Override
    public boolean putIfAbsent(String key, byte[] bytes) {
        Path target = path(key);
        try {
            makeDurable(folderOf(target), objects);
            return temporary.write(bytes, written -> link(written, target, key));
        } catch (IOException e) {
            durableFolders.clear();
            refuseKeyAroundAnother(key, target);
            throw trouble("write object " + key, objects, e);
        }
    }

    @Override
    public byte[] get(String key) {
        return read(
                key,
                channel -> {
                    long size = channel.size();
                    if (size > Integer.MAX_VALUE - 8) {
                        throw new CorruptObjectException(
                                "object %s has %d bytes, more than any".formatted(key, size));
                    }
                    return fill(channel, 0, (int) size);
                });
    }

    @Override
    public byte[] get(String key, long offset, int length) {
        return read(
                key,
                channel -> {
                    ByteRange.checkInside(key, offset, length, channel.size());
                    return fill(channel, offset, length);
                });
    }

    @Override
    public List<StoredObject> list(String prefix) {
        ObjectKeys.checkPrefix(prefix);
        Path folder = objects.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
        var collector = new Collector(folder, prefix);
        try {
            Files.walkFileTree(folder, collector);
        } catch (IOException e) {
            throw trouble("list the objects " + prefix + "*", objects, e);
        }
        collector.found.sort(Comparator.comparing(StoredObject::key));
        return List.copyOf(collector.found);
    }

    @Override
    public void forget(String key) {
        // Nothing is remembered.
    }

    @Override
    public void delete(Collection<String> keys) {
        var paths = keys.stream().map(this::path).toList();
        var touched = new HashSet<Path>();
        try {
            for (Path path : paths) {
                if (deleteFile(path)) {
                    touched.add(folderOf(path));
                }
            }
            for (Path folder : touched) {
                sync(folder);
            }
        } catch (IOException e) {
            throw trouble("delete " + keys.size() + " objects", objects, e);
        }
    }

    @Override
    public void close() {
        try {
            temporary.close();
        } catch (IOException e) {
            throw trouble("leave the temporary folder", objects, e);
        }
    }

    private Path path(String key) {
        return objects.resolve(ObjectKeys.check(key));
    }

    /// Gives the written file its name. The name is durable when this returns, also when it was
    /// another who gave it: a caller who hears "exists" may rely on it.
    private boolean link(Path written, Path target, String key) throws IOException {
        boolean linked = true;
        try {
            Files.createLink(target, written);
        } catch (FileAlreadyExistsException _) {
            refuseKeyAroundAnother(key, target);
            linked = false;
        } catch (UnsupportedOperationException e) {
            throw new IOException("this file system has no hard links", e);
        }
        sync(folderOf(target));
        return linked;
    }

    /// Makes the folders from below `anchor` to `folder` and sees to it that they outlive a power
    /// cut, even when it was another process that made them a moment ago.
    private void makeDurable(Path folder, Path anchor) throws IOException {
        if (durableFolders.contains(folder)) {
            return;
        }
        Files.createDirectories(folder);
        for (Path at = folder; !at.equals(anchor); at = folderOf(at)) {
            sync(folderOf(at));
        }
        if (durableFolders.size() >= REMEMBERED_FOLDERS) {
            durableFolders.clear();
        }
        durableFolders.add(folder);
    }

    private byte[] read(String key, Step<FileChannel, byte[]> reading) {
        Path path = path(key);
        if (Files.isDirectory(path)) {
            throw new ObjectMissingException(key);
        }
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return reading.apply(channel);
        } catch (NoSuchFileException _) {
            throw new ObjectMissingException(key);
        } catch (IOException e) {
            if (isInsideAnother(path)) {
                throw new ObjectMissingException(key);
            }
            throw trouble("read object " + key, objects, e);
        }
    }

    private static byte[] fill(FileChannel channel, long offset, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new EOFException("the file was cut while it was read");
            }
        }
        return buffer.array();
    }

    private boolean deleteFile(Path path) throws IOException {
        if (Files.isDirectory(path) || isInsideAnother(path)) {
            return false;
        }
        return Files.deleteIfExists(path);
    }

    /// A file cannot also be a folder. That is a mistake in naming, not trouble with the disk.
    private void refuseKeyAroundAnother(String key, Path target) {
        if (Files.isDirectory(target) || isInsideAnother(target)) {
            throw new IllegalArgumentException("key " + key + " and another are nested");
        }
    }

    private boolean isInsideAnother(Path path) {
        for (Path at = folderOf(path); at.startsWith(objects); at = folderOf(at)) {
            if (Files.isRegularFile(at)) {
                return true;
            }
        }
        return false;
    }

    private static Path nearestFolder(Path path) {
        Path at = path;
        while (!Files.isDirectory(at)) {
            at = folderOf(at);
        }
        return at;
    }

    private static Path folderOf(Path path) {
        return Objects.requireNonNull(path.getParent(), "a path below the root");
    }

    private static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static UnavailableException trouble(String doing, Path where, IOException cause) {
        String reason =
                cause instanceof FileSystemException e && e.getReason() != null
                        ? e.getReason()
                        : cause.toString();
        return new UnavailableException(
                "cannot %s in %s: %s; %s".formatted(doing, where, reason, advice(cause, reason)),
                cause);
    }

    private static String advice(IOException cause, String reason) {
        if (reason.contains("No space left") || reason.contains("quota")) {
            return "make room on this disk, then try again";
        }
        if (reason.contains("Too many open files")) {
            return "raise the process's limit of open files (ulimit -n)";
        }
        if (cause instanceof AccessDeniedException || reason.contains("Read-only")) {
            return "let the user of this process write there";
        }
        if (cause instanceof ClosedByInterruptException) {
            return "the process is stopping";
        }
        return "check that the disk is there, healthy and knows hard links and locks";
    }

    /// Work on a file.
    private interface Step<A, B> {
        B apply(A file) throws IOException;
    }

    /// Gathers the objects below a folder whose keys start with the prefix.
    private final class Collector extends SimpleFileVisitor<Path> {
        private final Path start;
        private final String prefix;
        private final List<StoredObject> found = new ArrayList<>();

        Collector(Path start, String prefix) {
            this.start = start;
            this.prefix = prefix;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return folder.equals(start) || (key(folder) + "/").startsWith(prefix)
                    ? FileVisitResult.CONTINUE
                    : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && key(file).startsWith(prefix)) {
                found.add(new StoredObject(key(file), attributes.size()));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException || isInsideAnother(file)) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }

        private String key(Path file) {
            return objects.relativize(file).toString();
        }
    }

    /// A folder of files on their way, of one living store.
    private static final class TemporaryFolder implements AutoCloseable {
        private final ClaimedFolder folder;
        private final AtomicLong written = new AtomicLong();
        private final ReadWriteLock open = new ReentrantReadWriteLock();

        private TemporaryFolder(ClaimedFolder folder) {
            this.folder = folder;
        }

        static TemporaryFolder claim(Path parent) throws IOException {
            var folder = ClaimedFolder.claim(parent);
            try {
                folder.empty();
                return new TemporaryFolder(folder);
            } catch (IOException e) {
                folder.close();
                throw e;
            }
        }

        /// Writes and syncs a file of these bytes, lets `naming` give it a name, and removes it.
        boolean write(byte[] bytes, Step<Path, Boolean> naming) throws IOException {
            open.readLock().lock();
            try {
                if (!folder.isOpen()) {
                    throw new IOException("the store is closed");
                }
                Path file = folder.path().resolve(Long.toString(written.incrementAndGet()));
                try {
                    writeDurably(file, bytes);
                    return naming.apply(file);
                } finally {
                    Files.deleteIfExists(file);
                }
            } finally {
                open.readLock().unlock();
            }
        }

        private static void writeDurably(Path file, byte[] bytes) throws IOException {
            try (var channel =
                    FileChannel.open(
                            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                var buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
        }

        @Override
        public void close() throws IOException {
            open.writeLock().lock();
            try {
                folder.close();
            } finally {
                open.writeLock().unlock();
            }
        }
    }
}
