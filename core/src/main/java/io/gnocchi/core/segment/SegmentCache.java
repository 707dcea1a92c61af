package io.gnocchi.core.segment;

import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.store.ObjectStore;
import java.util.LinkedHashMap;
import java.util.Map;

/// Opened segments and their directories, the least recently used forgotten first. Segments never
/// change, so nothing here is ever stale.
public final class SegmentCache {
    private final ObjectStore store;
    private final long maxEntries;
    private final Map<String, SegmentReader> readers = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<PartIdentity, Directory> directories = new LinkedHashMap<>(16, 0.75f, true);
    private long entries;

    /// @param maxEntries how many directory entries to remember, about 100 bytes each
    public SegmentCache(ObjectStore store, long maxEntries) {
        this.store = store;
        this.maxEntries = maxEntries;
    }

    /// The segment a part stands in.
    public SegmentReader reader(SegmentPart part) {
        synchronized (this) {
            var known = readers.get(part.key());
            if (known != null) {
                return known;
            }
        }
        var opened = SegmentReader.open(store, part.key(), part.sizeBytes());
        synchronized (this) {
            if (readers.putIfAbsent(part.key(), opened) == null) {
                entries += opened.partCount();
                forgetEldest();
            }
        }
        return opened;
    }

    /// The directory of a part.
    public Directory directory(SegmentPart part) {
        var identity = new PartIdentity(part.sack(), part.key());
        synchronized (this) {
            var known = directories.get(identity);
            if (known != null) {
                return known;
            }
        }
        var read = reader(part).directory(part.sack());
        synchronized (this) {
            if (directories.putIfAbsent(identity, read) == null) {
                entries += read.entries().size();
                forgetEldest();
            }
        }
        return read;
    }

    private void forgetEldest() {
        var eldest = directories.entrySet().iterator();
        while (entries > maxEntries && eldest.hasNext()) {
            entries -= eldest.next().getValue().entries().size();
            eldest.remove();
        }
        var opened = readers.entrySet().iterator();
        while (entries > maxEntries && opened.hasNext()) {
            entries -= opened.next().getValue().partCount();
            opened.remove();
        }
    }
}
