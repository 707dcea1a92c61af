package io.gnocchi.core.store;

import io.gnocchi.core.model.CacheCounts;
import io.gnocchi.core.model.UnavailableException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Keeps on a disk of this machine what was read of a store far away, up to a number of bytes: a
/// process that starts does not fetch all of it again.
///
/// Each stretch of bytes is a file, its checksum behind it, written aside and renamed. Nothing is
/// synced: what a crash has cut or a disk has damaged is told by the checksum, and fetched again.
/// So is everything when the disk fails or is full, which is logged once: it is only a memory.
///
/// Objects never change. One that somebody else has deleted may still be read, for as long as
/// somebody asks for it. Those who share a folder have a [ClaimedFolder] of it each.
public final class DiskCache implements ObjectStore {
    private static final System.Logger LOG = System.getLogger(DiskCache.class.getName());

    /// What a file takes of a disk is a multiple of this.
    private static final int BLOCK_BYTES = 4096;

    private static final int CHECKSUM_BYTES = Integer.BYTES;
    private static final int LARGEST_SHARE = 8;
    private static final int LONGEST_NAME = 200;

    /// Stands in file names for what keys are divided by; no key has it.
    private static final char DIVIDER = '=';

    private static final String UNFINISHED = "unfinished-";

    private final ObjectStore store;
    private final String prefix;
    private final ClaimedFolder folder;
    private final long limitBytes;
    private final int longest;
    private final AtomicLong written = new AtomicLong();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final Object guard = new Object();

    /// What each file takes, the least recently used first; null before anybody looked.
    private @Nullable Map<String, Long> files;

    private long usedBytes;
    private volatile boolean failing;

    /// @param prefix of the keys of objects to keep
    /// @param parent of the folder to keep them in; made when it is missing
    /// @param limitBytes of the disk
    /// @param mostBytes what is longer is not kept, nor what is more than an eighth of the limit
    /// @throws UnavailableException when the folder cannot be used
    public DiskCache(
            ObjectStore store, String prefix, Path parent, long limitBytes, int mostBytes) {
        this.store = store;
        this.prefix = prefix;
        this.limitBytes = limitBytes;
        this.longest = (int) Math.min(mostBytes, limitBytes / LARGEST_SHARE);
        try {
            this.folder = ClaimedFolder.claim(parent.toAbsolutePath().normalize());
        } catch (IOException e) {
            throw new UnavailableException("cannot keep what is read in " + parent + ": " + e, e);
        }
    }

    /// How often a read was answered from the disk.
    public CacheCounts counts() {
        return new CacheCounts(hits.sum(), misses.sum());
    }

    /// Of the disk, in use; 0 before anything was fetched.
    public long usedBytes() {
        synchronized (guard) {
            return usedBytes;
        }
    }

    @Override
    public boolean putIfAbsent(String key, byte[] bytes) {
        return store.putIfAbsent(key, bytes);
    }

    @Override
    public byte[] get(String key) {
        return read(ByteRange.whole(key));
    }

    @Override
    public byte[] get(String key, long offset, int length) {
        return read(ByteRange.part(key, offset, length));
    }

    @Override
    public List<StoredObject> list(String wanted) {
        return store.list(wanted);
    }

    @Override
    public void forget(String key) {
        remove(List.of(key));
        store.forget(key);
    }

    @Override
    public void delete(Collection<String> keys) {
        try {
            store.delete(keys);
        } finally {
            remove(keys);
        }
    }

    @Override
    public void close() {
        try (store;
                folder) {
            // Both, whatever the other says.
        } catch (IOException e) {
            tell(e);
        }
    }

    private boolean isKept(ByteRange range) {
        return range.key().startsWith(prefix)
                && range.length() <= longest
                && name(range).length() <= LONGEST_NAME;
    }

    private byte[] read(ByteRange range) {
        if (!isKept(range)) {
            return range.readFrom(store);
        }
        byte[] known = known(range);
        if (known != null) {
            hits.increment();
            return known;
        }
        misses.increment();
        byte[] fetched = range.readFrom(store);
        if (fetched.length <= longest) {
            keep(name(range), fetched);
        }
        return fetched;
    }

    /// From itself or from the whole object.
    private byte @Nullable [] known(ByteRange range) {
        byte[] exact = load(name(range));
        if (exact != null || range.isWhole()) {
            return exact;
        }
        byte[] whole = load(name(ByteRange.whole(range.key())));
        return whole == null ? null : range.cutFrom(whole);
    }

    /// What a file holds, if it is there and right.
    private byte @Nullable [] load(String name) {
        byte[] found;
        try {
            found = Files.readAllBytes(folder.path().resolve(name));
        } catch (NoSuchFileException _) {
            return null;
        } catch (IOException e) {
            tell(e);
            return null;
        }
        int length = found.length - CHECKSUM_BYTES;
        if (length < 0
                || ByteBuffer.wrap(found).getInt(length)
                        != checksum(ByteBuffer.wrap(found, 0, length))) {
            remove(Set.of(name), List.of());
            return null;
        }
        synchronized (guard) {
            if (files != null) {
                var _ = files.get(name); // Used now.
            }
        }
        return Arrays.copyOf(found, length);
    }

    private static int checksum(ByteBuffer bytes) {
        var checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }

    private void keep(String name, byte[] bytes) {
        var unfinished = folder.path().resolve(UNFINISHED + written.incrementAndGet());
        try {
            var content = ByteBuffer.allocate(bytes.length + CHECKSUM_BYTES);
            content.put(bytes).putInt(checksum(ByteBuffer.wrap(bytes)));
            var evicted = room(name, content.capacity());
            for (var file : evicted) {
                Files.deleteIfExists(folder.path().resolve(file));
            }
            Files.write(unfinished, content.array());
            Files.move(
                    unfinished,
                    folder.path().resolve(name),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            failing = false;
        } catch (IOException e) {
            tell(e);
            remove(Set.of(name, unfinished.getFileName().toString()), List.of());
        }
    }

    /// Counts a file that is going to be written.
    ///
    /// @return the files that have to go for it
    private List<String> room(String name, int length) throws IOException {
        synchronized (guard) {
            var known = listed();
            Long before = known.put(name, onDisk(length));
            usedBytes += onDisk(length) - (before == null ? 0 : before);
            var evicted = new ArrayList<String>();
            var eldest = known.entrySet().iterator();
            while (usedBytes > limitBytes && eldest.hasNext()) {
                var file = eldest.next();
                if (!file.getKey().equals(name)) {
                    evicted.add(file.getKey());
                    usedBytes -= file.getValue();
                    eldest.remove();
                }
            }
            return evicted;
        }
    }

    /// The files, looked for the first time somebody has to know: that takes a moment, which a
    /// start does not have.
    private Map<String, Long> listed() throws IOException {
        if (files != null) {
            return files;
        }
        record Found(String name, long bytes, FileTime written) {}
        var found = new ArrayList<Found>();
        try (var paths = Files.newDirectoryStream(folder.path(), ClaimedFolder::isContent)) {
            for (var path : paths) {
                var name = path.getFileName().toString();
                if (name.startsWith(UNFINISHED)) {
                    Files.deleteIfExists(path);
                } else {
                    found.add(
                            new Found(
                                    name,
                                    onDisk(Files.size(path)),
                                    Files.getLastModifiedTime(path)));
                }
            }
        }
        found.sort(Comparator.comparing(Found::written));
        var byUse = new LinkedHashMap<String, Long>(16, 0.75f, true);
        found.forEach(file -> byUse.put(file.name(), file.bytes()));
        usedBytes = found.stream().mapToLong(Found::bytes).sum();
        files = byUse;
        return byUse;
    }

    private static long onDisk(long length) {
        return Math.ceilDiv(length, BLOCK_BYTES) * BLOCK_BYTES;
    }

    private void remove(Collection<String> keys) {
        var kept = keys.stream().filter(key -> key.startsWith(prefix)).toList();
        if (kept.isEmpty()) {
            return;
        }
        remove(Set.of(), kept);
    }

    /// @param names of files
    /// @param keys of objects of which nothing is to stay
    private void remove(Set<String> names, Collection<String> keys) {
        var doomed = new HashSet<>(names);
        var words = new HashSet<String>();
        keys.forEach(key -> words.add(key.replace('/', DIVIDER)));
        try {
            synchronized (guard) {
                var known = listed();
                if (!words.isEmpty()) {
                    known.keySet().stream()
                            .filter(name -> words.contains(word(name)))
                            .forEach(doomed::add);
                }
                for (var name : doomed) {
                    Long bytes = known.remove(name);
                    usedBytes -= bytes == null ? 0 : bytes;
                }
            }
            for (var name : doomed) {
                Files.deleteIfExists(folder.path().resolve(name));
            }
        } catch (IOException e) {
            tell(e);
        }
    }

    /// A range's file: its key, where it begins, and how long it is.
    private static String name(ByteRange range) {
        return range.key().replace('/', DIVIDER)
                + DIVIDER
                + (range.isWhole() ? "whole" : range.offset() + "-" + range.length());
    }

    private static String word(String name) {
        return name.substring(0, Math.max(name.lastIndexOf(DIVIDER), 0));
    }

    private void tell(IOException trouble) {
        if (!failing && !(trouble instanceof ClosedByInterruptException)) {
            LOG.log(
                    Level.WARNING,
                    "The cache in {0} is of no use for now: {1}",
                    folder.path(),
                    trouble);
            failing = true;
        }
    }
}
