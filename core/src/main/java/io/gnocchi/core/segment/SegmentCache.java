package io.gnocchi.core.segment;

import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.model.CacheCounts;
import io.gnocchi.core.store.ObjectStore;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// Opened segments and their directories, the least recently used forgotten first. Segments never
/// change, so nothing here is ever stale.
public final class SegmentCache {
    private final ObjectStore store;
    private final long maxEntries;
    private final Map<String, SegmentReader> readers = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<PartIdentity, Directory> directories = new LinkedHashMap<>(16, 0.75f, true);
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private long entries;

    /// @param store had better remember what was read
    /// @param maxEntries how many directory entries to remember, about 100 bytes each
    public SegmentCache(ObjectStore store, long maxEntries) {
        this.store = store;
        this.maxEntries = maxEntries;
    }

    /// How often a directory was known.
    public CacheCounts counts() {
        return new CacheCounts(hits.sum(), misses.sum());
    }

    /// The segment a part stands in.
    public SegmentReader reader(SegmentPart part) {
        synchronized (this) {
            var known = readers.get(part.key());
            if (known != null) {
                return known;
            }
        }
        var opened = SegmentReader.openRemembered(store, part.key(), part.sizeBytes());
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
        return directories(List.of(part)).getFirst();
    }

    /// The directories of parts that stand in one segment, those not known read together.
    ///
    /// @return in the order of `parts`
    public List<Directory> directories(List<SegmentPart> parts) {
        var known = new HashMap<SegmentPart, Directory>();
        synchronized (this) {
            for (var part : parts) {
                var directory = directories.get(new PartIdentity(part.sack(), part.key()));
                if (directory != null) {
                    known.put(part, directory);
                }
            }
        }
        var missing = parts.stream().filter(part -> !known.containsKey(part)).toList();
        hits.add(parts.size() - missing.size());
        misses.add(missing.size());
        if (!missing.isEmpty()) {
            var sacks = missing.stream().map(SegmentPart::sack).toList();
            var read = reader(missing.getFirst()).directories(sacks);
            for (int i = 0; i < read.size(); i++) {
                known.put(missing.get(i), remembered(missing.get(i), read.get(i)));
            }
        }
        return parts.stream().map(part -> Objects.requireNonNull(known.get(part))).toList();
    }

    private synchronized Directory remembered(SegmentPart part, Directory read) {
        if (directories.putIfAbsent(new PartIdentity(part.sack(), part.key()), read) == null) {
            entries += read.entries().size();
            forgetEldest();
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
