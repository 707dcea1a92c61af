package io.gnocchi.core.segment;

import static java.util.Objects.requireNonNull;

import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.model.CacheCounts;
import io.gnocchi.core.store.CorruptObjectException;
import io.gnocchi.core.store.ObjectStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/// Opened segments and pages of their directories, the least recently used forgotten first.
/// Segments never change, so nothing here is ever stale.
public final class SegmentCache {
    /// About what a line of a directory takes, in bytes.
    public static final int LINE_BYTES = 48;

    /// What a page takes besides its lines, and what an opened segment takes for each, in lines.
    private static final int PAGE_LINES = 4;

    private final ObjectStore store;
    private final long maxLines;
    private final int wholeBytes;
    private final Map<String, SegmentReader> readers = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Place, DirectoryPage> pages = new LinkedHashMap<>(16, 0.75f, true);
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private long lines;

    /// A page.
    private record Place(String key, int offset) {}

    /// What somebody wants to know of the directory of a part.
    ///
    /// @param metrics that may stand there
    public record Wanted(SegmentPart part, Collection<UUID> metrics) {}

    /// @param store had better remember what was read
    /// @param maxLines how many lines of directories to remember, [#LINE_BYTES] each
    public SegmentCache(ObjectStore store, long maxLines) {
        this(store, maxLines, Integer.MAX_VALUE);
    }

    /// @param store had better remember what was read
    /// @param maxLines how many lines of directories to remember, [#LINE_BYTES] each
    /// @param rememberedBytes larger objects are not remembered by the store, and so never fetched
    ///   whole
    public SegmentCache(ObjectStore store, long maxLines, int rememberedBytes) {
        this.store = store;
        this.maxLines = maxLines;
        this.wholeBytes = Math.min(rememberedBytes, SegmentReader.WHOLE_BYTES);
    }

    /// How often a page of a directory was known.
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
        var opened = SegmentReader.openRemembered(store, part.key(), part.sizeBytes(), wholeBytes);
        synchronized (this) {
            if (readers.putIfAbsent(part.key(), opened) == null) {
                lines += (long) PAGE_LINES * opened.pageCount();
                forgetEldest();
            }
        }
        return opened;
    }

    /// What the directory of a part says of some metrics.
    public Directory directory(SegmentPart part, Collection<UUID> metrics) {
        return directories(List.of(new Wanted(part, metrics))).getFirst();
    }

    /// What the directories of parts that stand in one segment say, pages not known read together.
    ///
    /// @param wanted at least one
    /// @return in the same order; what is damaged is told by them
    /// @throws CorruptObjectException when the segment has no such parts
    public List<Directory> directories(List<Wanted> wanted) {
        var reader = reader(wanted.getFirst().part());
        var key = wanted.getFirst().part().key();
        var asked = new ArrayList<Set<PageEntry>>();
        var all = new LinkedHashSet<PageEntry>();
        for (var one : wanted) {
            asked.add(pagesOf(reader, one));
            all.addAll(asked.getLast());
        }
        var known = lookUp(key, all);
        hits.add(known.size());
        misses.add(all.size() - known.size());
        all.removeAll(known.keySet());
        if (!all.isEmpty()) {
            var read = reader.read(all);
            read.forEach((page, lines) -> remember(new Place(key, page.offset()), lines));
            known.putAll(read);
        }
        var directories = new ArrayList<Directory>();
        for (int i = 0; i < wanted.size(); i++) {
            var ofPart = new HashMap<PageEntry, Directory.Page>();
            asked.get(i).forEach(page -> ofPart.put(page, requireNonNull(known.get(page))));
            directories.add(new Directory(reader.part(wanted.get(i).part().sack()), ofPart));
        }
        return directories;
    }

    /// The newest line about each of some metrics.
    ///
    /// @param parts oldest first
    /// @param damaged is told of metrics whose newest line may stand where nobody can read it
    /// @return by metric; those without a line are missing
    public Map<UUID, Directory.Entry> newest(
            List<SackView.Held> parts,
            Collection<UUID> metrics,
            BiConsumer<UUID, CorruptObjectException> damaged) {
        var newest = new HashMap<UUID, Directory.Entry>();
        var left = new LinkedHashSet<>(metrics);
        for (var held : parts.reversed()) {
            var asked = left.stream().filter(held::mayHold).toList();
            find(
                    held.part(),
                    asked,
                    (metric, entry) -> {
                        newest.put(metric, entry);
                        left.remove(metric);
                    },
                    (metric, damage) -> {
                        damaged.accept(metric, damage);
                        left.remove(metric);
                    });
        }
        return newest;
    }

    /// The lines that a part has about some metrics.
    ///
    /// @param found gets them
    /// @param damaged is told of metrics whose line may stand where nobody can read it
    public void find(
            SegmentPart part,
            Collection<UUID> metrics,
            BiConsumer<UUID, Directory.Entry> found,
            BiConsumer<UUID, CorruptObjectException> damaged) {
        if (metrics.isEmpty()) {
            return;
        }
        Directory directory;
        try {
            directory = directory(part, metrics);
        } catch (CorruptObjectException e) {
            metrics.forEach(metric -> damaged.accept(metric, e));
            return;
        }
        for (var metric : metrics) {
            try {
                var entry = directory.find(metric);
                if (entry != null) {
                    found.accept(metric, entry);
                }
            } catch (CorruptObjectException e) {
                damaged.accept(metric, e);
            }
        }
    }

    private static Set<PageEntry> pagesOf(SegmentReader reader, Wanted wanted) {
        var part = reader.part(wanted.part().sack());
        var found = new LinkedHashSet<PageEntry>();
        for (var metric : wanted.metrics()) {
            var page = part.page(metric);
            if (page != null) {
                found.add(page);
            }
        }
        return found;
    }

    /// Those that are remembered.
    private synchronized Map<PageEntry, Directory.Page> lookUp(String key, Set<PageEntry> wanted) {
        var known = new HashMap<PageEntry, Directory.Page>();
        for (var page : wanted) {
            var remembered = pages.get(new Place(key, page.offset()));
            if (remembered != null) {
                known.put(page, new Directory.Whole(remembered));
            }
        }
        return known;
    }

    private synchronized void remember(Place place, Directory.Page page) {
        if (page instanceof Directory.Whole(var read) && pages.putIfAbsent(place, read) == null) {
            lines += PAGE_LINES + read.size();
            forgetEldest();
        }
    }

    private void forgetEldest() {
        var eldest = pages.values().iterator();
        while (lines > maxLines && eldest.hasNext()) {
            lines -= PAGE_LINES + eldest.next().size();
            eldest.remove();
        }
        var opened = readers.values().iterator();
        while (lines > maxLines && opened.hasNext()) {
            lines -= (long) PAGE_LINES * opened.next().pageCount();
            opened.remove();
        }
    }
}
