package io.gnocchi.core.segment;

import io.gnocchi.core.codec.ByteReader;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.series.Amendments;
import io.gnocchi.core.series.MethodSeries;
import io.gnocchi.core.store.CorruptObjectException;
import io.gnocchi.core.store.Fetched;
import io.gnocchi.core.store.ObjectMissingException;
import io.gnocchi.core.store.ObjectStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Reads what [SegmentWriter] wrote, also in versions 1 and 2: the footer by one ranged read from
/// the end, then a sack's directory, then records, neighbours together.
public final class SegmentReader {
    /// How much of the end is read at once; footers are nearly always shorter.
    private static final int TAIL_BYTES = 16 << 10;

    /// Segments up to here come whole in one request, which takes no longer than one for a part.
    private static final int WHOLE_BYTES = 1 << 20;

    /// Parts up to here come whole with their directory, for a record is wanted next.
    private static final int WHOLE_PART_BYTES = 256 << 10;

    private static final Runs<Directory.Entry> RECORDS =
            new Runs<>(Directory.Entry::offset, Directory.Entry::length);
    private static final Runs<PartEntry> DIRECTORIES =
            new Runs<>(PartEntry::directoryOffset, PartEntry::directoryLength);

    private final String key;
    private final Source source;
    private final boolean remembered;
    private final Footer footer;

    /// Where the bytes come from.
    private interface Source {
        Fetched fetch(long offset, int length);
    }

    /// What a segment says of itself.
    ///
    /// @param parts by sack
    /// @param replaced the parts whose contents it has taken over
    private record Footer(
            int version, SortedMap<Integer, PartEntry> parts, List<PartIdentity> replaced) {
        static Footer read(ByteReader in) {
            int version = Frame.SEGMENT.readVersion(in);
            var parts = new TreeMap<Integer, PartEntry>();
            int count = in.count(8, Integer.MAX_VALUE);
            for (int i = 0; i < count; i++) {
                var part = PartEntry.read(in);
                parts.put(part.sack(), part);
            }
            var replaced = new ArrayList<PartIdentity>();
            int superseded = in.count(2, Integer.MAX_VALUE);
            for (int i = 0; i < superseded; i++) {
                replaced.add(new PartIdentity(Math.toIntExact(in.varint()), in.text()));
            }
            return new Footer(version, parts, List.copyOf(replaced));
        }
    }

    private SegmentReader(
            String key, Source source, boolean remembered, long sizeBytes, int tailBytes) {
        this.key = key;
        this.source = source;
        this.remembered = remembered;
        this.footer = footer(sizeBytes, (int) Math.min(sizeBytes, tailBytes));
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
    /// a small one is fetched at once, small parts of others with their directories.
    ///
    /// @param sizeBytes of the whole object
    /// @throws ObjectMissingException when it is gone
    /// @throws CorruptObjectException when it is not a segment of that size
    static SegmentReader openRemembered(ObjectStore store, String key, long sizeBytes) {
        Source source =
                (offset, length) ->
                        length == sizeBytes
                                ? Fetched.whole(store, key)
                                : Fetched.part(store, key, offset, length);
        return new SegmentReader(
                key, source, true, sizeBytes, sizeBytes <= WHOLE_BYTES ? WHOLE_BYTES : TAIL_BYTES);
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
    /// @throws CorruptObjectException when they are not a segment's
    public static void verifyHeader(ObjectStore store, String key) {
        var _ =
                Fetched.part(store, key, 0, Frame.HEADER_BYTES)
                        .decoded(
                                verifying(
                                        key,
                                        header -> {
                                            Frame.SEGMENT.verifyHeader(header);
                                            return true;
                                        }));
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

    /// How many sacks have a part here.
    int partCount() {
        return footer.parts().size();
    }

    /// The parts whose contents this segment has taken over.
    public List<PartIdentity> replaced() {
        return footer.replaced();
    }

    /// Which metrics of a sack are here.
    public Directory directory(int sack) {
        return directories(List.of(sack)).getFirst();
    }

    /// Which metrics of several sacks are here, neighbours read together.
    ///
    /// @return in the order of `sacks`
    List<Directory> directories(List<Integer> sacks) {
        var bySack = new HashMap<Integer, Directory>();
        for (var run : DIRECTORIES.of(sacks.stream().map(this::part).toList())) {
            var stretch = fetch(run.start(), run.length());
            for (var part : run.members()) {
                int at = part.directoryOffset() - stretch.start();
                bySack.put(part.sack(), decoded(stretch, bytes -> directory(part, bytes, at)));
            }
        }
        return sacks.stream().map(sack -> verified(bySack.get(sack), sack)).toList();
    }

    private static Directory directory(PartEntry part, byte[] bytes, int at) {
        return Directory.read(ByteReader.checked(bytes, at, part.directoryLength()), part);
    }

    private Directory verified(@Nullable Directory directory, int sack) {
        if (directory == null) {
            throw new CorruptObjectException(key + ": no part of sack " + sack);
        }
        return directory;
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
        stored(wanted, (entry, record) -> sink.accept(entry, record.decode(Long.MAX_VALUE)));
    }

    /// Reads records, of any sacks, neighbours together, as they are stored.
    public void stored(
            List<Directory.Entry> wanted, BiConsumer<Directory.Entry, StoredRecord> sink) {
        for (var run : RECORDS.of(wanted)) {
            var stretch = fetch(run.start(), run.length());
            for (var entry : run.members()) {
                int at = entry.offset() - stretch.start();
                LongFunction<MetricRecord> decode =
                        most -> decoded(stretch, bytes -> record(entry, bytes, at, most));
                sink.accept(entry, new StoredRecord(key, decode));
            }
        }
    }

    private <T> T decoded(Stretch stretch, Function<byte[], T> decode) {
        return stretch.fetched().decoded(verifying(key, decode));
    }

    /// Bytes of the object from some place on.
    private record Stretch(int start, Fetched fetched) {}

    /// These bytes at least; all of the small part they stand in where that is remembered.
    private Stretch fetch(int start, int length) {
        if (remembered) {
            for (var part : footer.parts().values()) {
                int partLength = part.recordsLength() + part.directoryLength();
                boolean inside =
                        part.offset() <= start && start + length <= part.offset() + partLength;
                if (inside && partLength <= WHOLE_PART_BYTES) {
                    return new Stretch(part.offset(), source.fetch(part.offset(), partLength));
                }
            }
        }
        return new Stretch(start, source.fetch(start, length));
    }

    private MetricRecord record(Directory.Entry entry, byte[] bytes, int offset, long mostPoints) {
        var in = ByteReader.checked(bytes, offset, entry.length());
        var format = ColumnFormat.of(footer.version());
        int points = format.count(in);
        if (points > mostPoints) {
            throw new TooManyPointsException(
                    "%s: metric %s has %d raw points here, room is for %d"
                            .formatted(key, entry.metric(), points, mostPoints));
        }
        var raw = format.points(in, points);
        int groups = in.count(3, Integer.MAX_VALUE);
        var closed = new ArrayList<MethodSeries>();
        for (int i = 0; i < groups; i++) {
            format.group(in, closed);
        }
        boolean amended = footer.version() > 1 && in.u8() == 1;
        return new MetricRecord(
                entry.metric(),
                entry.policy(),
                entry.state(),
                raw,
                closed,
                amended ? AmendmentsBlock.read(in) : Amendments.NONE);
    }

    private PartEntry part(int sack) {
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
