package io.gnocchi.core.segment;

import static java.util.Objects.requireNonNull;

import io.gnocchi.core.codec.ByteReader;
import io.gnocchi.core.codec.LongColumn;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.series.Amendments;
import io.gnocchi.core.series.History;
import io.gnocchi.core.series.MethodSeries;
import io.gnocchi.core.store.CorruptObjectException;
import io.gnocchi.core.store.Fetched;
import io.gnocchi.core.store.ObjectMissingException;
import io.gnocchi.core.store.ObjectStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongPredicate;

/// Reads what [SegmentWriter] wrote, in all versions: the footer by one ranged read from the end,
/// then pages of directories, then records, neighbours together.
public final class SegmentReader {
    /// Segments up to here come whole in one request, which takes not much longer than two for
    /// less.
    public static final int WHOLE_BYTES = 4 << 20;

    /// How much of the end is read at once; footers are nearly always shorter.
    private static final int TAIL_BYTES = 64 << 10;

    /// Pages up to here come whole, for a record is wanted next.
    private static final int WHOLE_PAGE_BYTES = 256 << 10;

    private static final Runs<Stretch> STRETCHES = new Runs<>(Stretch::start, Stretch::length);

    private final String key;
    private final Source source;
    private final boolean remembered;
    private final Footer footer;

    /// All pages, by where they begin.
    private final NavigableMap<Integer, PageEntry> pages = new TreeMap<>();

    /// Where the bytes come from.
    private interface Source {
        Fetched fetch(long offset, int length);
    }

    /// What a segment says of itself.
    ///
    /// @param policies of its records, by their places; of older versions a directory tells
    /// @param parts by sack
    /// @param replaced the parts whose contents it has taken over
    private record Footer(
            int version,
            List<ArchivePolicy> policies,
            SortedMap<Integer, PartEntry> parts,
            List<PartIdentity> replaced) {
        private static final int FIRST_PAGED_VERSION = 4;

        static Footer read(ByteReader in) {
            int version = Frame.SEGMENT.readVersion(in);
            boolean paged = version >= FIRST_PAGED_VERSION;
            var policies = paged ? PolicyTable.read(in) : List.<ArchivePolicy>of();
            var parts = new TreeMap<Integer, PartEntry>();
            int count = in.count(8, Integer.MAX_VALUE);
            for (int i = 0; i < count; i++) {
                var part = paged ? PartEntry.read(in) : PartEntry.readUnpaged(in);
                parts.put(part.sack(), part);
            }
            var replaced = new ArrayList<PartIdentity>();
            int replacements = in.count(2, Integer.MAX_VALUE);
            for (int i = 0; i < replacements; i++) {
                if (paged) {
                    readReplacement(in, replaced);
                } else {
                    replaced.add(new PartIdentity(Math.toIntExact(in.varint()), in.text()));
                }
            }
            return new Footer(version, policies, parts, List.copyOf(replaced));
        }

        private static void readReplacement(ByteReader in, List<PartIdentity> replaced) {
            var key = in.text();
            int sacks = in.count(1, Integer.MAX_VALUE);
            for (int i = 0; i < sacks; i++) {
                replaced.add(new PartIdentity(Math.toIntExact(in.varint()), key));
            }
        }

        DirectoryPage page(ByteReader in, PageEntry page) {
            return version >= FIRST_PAGED_VERSION
                    ? DirectoryPage.read(in, page, policies)
                    : DirectoryPage.readLines(in, page);
        }
    }

    private SegmentReader(
            String key, Source source, boolean remembered, long sizeBytes, int tailBytes) {
        this.key = key;
        this.source = source;
        this.remembered = remembered;
        this.footer = footer(sizeBytes, (int) Math.min(sizeBytes, tailBytes));
        for (var part : footer.parts().values()) {
            part.pages().forEach(page -> pages.put(page.offset(), page));
        }
    }

    /// @param sizeBytes of the whole object
    /// @throws ObjectMissingException when it is gone
    /// @throws CorruptObjectException when it is not a segment of that size
    public static SegmentReader open(ObjectStore store, String key, long sizeBytes) {
        return new SegmentReader(
                key,
                (offset, length) -> Fetched.part(store, key, offset, length),
                false,
                sizeBytes,
                TAIL_BYTES);
    }

    /// Opens a segment whose directories and records are wanted next, from a store that remembers:
    /// a small one is fetched at once, of others whole pages.
    ///
    /// @param sizeBytes of the whole object
    /// @param wholeBytes segments up to here are small
    /// @throws ObjectMissingException when it is gone
    /// @throws CorruptObjectException when it is not a segment of that size
    static SegmentReader openRemembered(
            ObjectStore store, String key, long sizeBytes, int wholeBytes) {
        Source source =
                (offset, length) ->
                        length == sizeBytes
                                ? Fetched.whole(store, key)
                                : Fetched.part(store, key, offset, length);
        int tailBytes = sizeBytes <= wholeBytes ? (int) sizeBytes : TAIL_BYTES;
        return new SegmentReader(key, source, true, sizeBytes, tailBytes);
    }

    /// Fetches all of a segment at once.
    ///
    /// @throws ObjectMissingException when it is gone
    /// @throws CorruptObjectException when it is not a segment
    public static SegmentReader fetch(ObjectStore store, String key) {
        return Fetched.whole(store, key).decoded(object -> of(store, key, object));
    }

    private static SegmentReader of(ObjectStore store, String key, byte[] object) {
        Source source =
                (offset, length) -> {
                    int from = (int) offset;
                    var bytes = Arrays.copyOfRange(object, from, from + length);
                    return Fetched.part(store, key, offset, bytes);
                };
        return new SegmentReader(key, source, false, object.length, TAIL_BYTES);
    }

    /// Verifies the few bytes that opening does not read.
    ///
    /// @throws CorruptObjectException when they are not those of this segment
    public void verifyHeader(ObjectStore store) {
        int version =
                Fetched.part(store, key, 0, Frame.HEADER_BYTES)
                        .decoded(verifying(key, Frame.SEGMENT::verifyHeader));
        if (version != footer.version()) {
            throw new CorruptObjectException(
                    "%s: begins as version %d and ends as version %d"
                            .formatted(key, version, footer.version()));
        }
    }

    private Footer footer(long sizeBytes, int tailLength) {
        return source.fetch(sizeBytes - tailLength, tailLength)
                .decoded(verifying(key, tail -> footer(tail, sizeBytes)));
    }

    private Footer footer(byte[] tail, long sizeBytes) {
        int length = Frame.SEGMENT.footerLength(tail, sizeBytes);
        int start = tail.length - Frame.TRAILER_BYTES - length;
        return start >= 0
                ? Footer.read(ByteReader.checked(tail, start, length))
                : source.fetch(sizeBytes - Frame.TRAILER_BYTES - length, length)
                        .decoded(
                                verifying(
                                        key,
                                        bytes ->
                                                Footer.read(ByteReader.checked(bytes, 0, length))));
    }

    /// The parts, as the manifest spells them.
    public List<SegmentPart> parts(long sizeBytes) {
        return footer.parts().values().stream().map(part -> part.row(key, sizeBytes)).toList();
    }

    /// How many pages there are.
    int pageCount() {
        return pages.size();
    }

    /// The policies of the metrics here.
    ///
    /// @throws CorruptObjectException when an old segment cannot tell those of all
    public Collection<ArchivePolicy> policies() {
        if (footer.version() >= Footer.FIRST_PAGED_VERSION) {
            return footer.policies();
        }
        var policies = new LinkedHashSet<ArchivePolicy>();
        for (int sack : footer.parts().keySet()) {
            directory(sack).entries().forEach(entry -> policies.add(entry.policy()));
        }
        return policies;
    }

    /// The parts whose contents this segment has taken over.
    public List<PartIdentity> replaced() {
        return footer.replaced();
    }

    /// Which metrics of a sack are here.
    ///
    /// @throws CorruptObjectException when that cannot be told of all
    public Directory directory(int sack) {
        var part = part(sack);
        var read = read(part.pages());
        read.values().forEach(Directory.Page::lines);
        return new Directory(part, read);
    }

    /// Reads what the directories of pages say, neighbours together.
    Map<PageEntry, Directory.Page> read(Collection<PageEntry> wanted) {
        var read = new HashMap<PageEntry, Directory.Page>();
        var byStretch = new LinkedHashMap<Stretch, PageEntry>();
        wanted.forEach(page -> byStretch.put(stretch(page), page));
        for (var run : STRETCHES.of(List.copyOf(byStretch.keySet()))) {
            var fetched = source.fetch(run.start(), run.length());
            for (var stretch : run.members()) {
                var page = requireNonNull(byStretch.get(stretch));
                read.put(page, read(page, fetched, run.start()));
            }
        }
        return read;
    }

    private Directory.Page read(PageEntry page, Fetched fetched, int from) {
        try {
            var lines =
                    decoded(
                            fetched,
                            bytes ->
                                    footer.page(
                                            ByteReader.checked(
                                                    bytes,
                                                    page.entriesOffset() - from,
                                                    page.entriesLength()),
                                            page));
            return new Directory.Whole(lines);
        } catch (CorruptObjectException e) {
            return new Directory.Damaged(String.valueOf(e.getMessage()));
        }
    }

    /// What is fetched to read the directory of a page.
    private Stretch stretch(PageEntry page) {
        return remembered && page.length() <= WHOLE_PAGE_BYTES
                ? new Stretch(page.offset(), page.length())
                : new Stretch(page.entriesOffset(), page.entriesLength());
    }

    /// Reads records, of any sacks; they come by offset.
    public List<MetricRecord> records(List<Directory.Entry> wanted) {
        var records = new ArrayList<MetricRecord>(wanted.size());
        records(wanted, (_, record) -> records.add(record));
        return records;
    }

    /// Reads records, of any sacks, neighbours together, and hands over each as it is decoded.
    public void records(
            List<Directory.Entry> wanted, BiConsumer<Directory.Entry, MetricRecord> sink) {
        records(wanted, _ -> _ -> true, sink);
    }

    /// The same.
    ///
    /// @param history is asked, before so many points of a record are decoded, whether they are
    ///   wanted
    public void records(
            List<Directory.Entry> wanted,
            Function<Directory.Entry, LongPredicate> history,
            BiConsumer<Directory.Entry, MetricRecord> sink) {
        stored(wanted, (entry, record) -> sink.accept(entry, record.decode(history.apply(entry))));
    }

    /// Reads records, of any sacks, neighbours together, as they are stored.
    public void stored(
            List<Directory.Entry> wanted, BiConsumer<Directory.Entry, StoredRecord> sink) {
        var byStretch = new LinkedHashMap<Stretch, List<Directory.Entry>>();
        for (var entry : wanted) {
            byStretch.computeIfAbsent(stretch(entry), _ -> new ArrayList<>(1)).add(entry);
        }
        for (var run : STRETCHES.of(List.copyOf(byStretch.keySet()))) {
            var fetched = source.fetch(run.start(), run.length());
            for (var stretch : run.members()) {
                for (var entry : requireNonNull(byStretch.get(stretch))) {
                    int at = entry.offset() - run.start();
                    StoredRecord.Decode decode =
                            (most, history) ->
                                    decoded(
                                            fetched,
                                            bytes -> record(entry, bytes, at, most, history));
                    sink.accept(entry, new StoredRecord(key, decode));
                }
            }
        }
    }

    /// What is fetched to read a record: its page, if that is remembered.
    private Stretch stretch(Directory.Entry entry) {
        if (remembered) {
            var page = pages.floorEntry(entry.offset()).getValue();
            if (page.length() <= WHOLE_PAGE_BYTES) {
                return new Stretch(page.offset(), page.length());
            }
        }
        return new Stretch(entry.offset(), entry.length());
    }

    private <T> T decoded(Fetched fetched, Function<byte[], T> decode) {
        return fetched.decoded(verifying(key, decode));
    }

    /// Bytes of the object.
    private record Stretch(int start, int length) {}

    private MetricRecord record(
            Directory.Entry entry,
            byte[] bytes,
            int offset,
            long mostPoints,
            LongPredicate wantsHistory) {
        var in = ByteReader.checked(bytes, offset, entry.length());
        var format = ColumnFormat.of(footer.version());
        int points = format.count(in);
        requireRoom(entry, "raw points", points, mostPoints);
        var raw = format.points(in, points);
        int groups = in.count(3, Integer.MAX_VALUE);
        var closed = new ArrayList<MethodSeries>();
        for (int i = 0; i < groups; i++) {
            format.group(in, closed);
        }
        int told = footer.version() > 1 ? in.u8() : SegmentWriter.PLAIN;
        var amendments =
                told == SegmentWriter.PLAIN
                        ? Amendments.NONE
                        : AmendmentsBlock.read(in, told == SegmentWriter.IMPORTED);
        var history = History.NONE;
        if (told == SegmentWriter.IMPORTED) {
            int past = format.count(in);
            if (wantsHistory.test(past)) {
                requireRoom(entry, "points of history", past, mostPoints - points);
                history = new History(format.points(in, past), LongColumn.read(in, past));
            }
        }
        return new MetricRecord(
                entry.metric(), entry.policy(), entry.state(), raw, closed, history, amendments);
    }

    private void requireRoom(Directory.Entry entry, String kind, int points, long mostPoints) {
        if (points > mostPoints) {
            throw new TooManyPointsException(
                    "%s: metric %s has %d %s here, room is for %d"
                            .formatted(key, entry.metric(), points, kind, mostPoints));
        }
    }

    PartEntry part(int sack) {
        var part = footer.parts().get(sack);
        if (part == null) {
            throw new CorruptObjectException(key + ": no part of sack " + sack);
        }
        return part;
    }

    private static <T> Function<byte[], T> verifying(String key, Function<byte[], T> decode) {
        return bytes -> Decoding.of(key, () -> decode.apply(bytes));
    }
}
