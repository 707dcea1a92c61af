package io.gnocchi.core.segment;

import io.gnocchi.core.codec.ByteReader;
import io.gnocchi.core.codec.MalformedException;
import io.gnocchi.core.manifest.Batch;
import io.gnocchi.core.manifest.BatchSection;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.TimeRange;
import io.gnocchi.core.series.Points;
import io.gnocchi.core.series.Request;
import io.gnocchi.core.store.Fetched;
import io.gnocchi.core.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads what [BatchWriter] wrote, in every version.
public final class BatchReader {
    private static final int FIRST_VERSION_WITH_KINDS = 4;

    private static final Runs<BatchSection> SECTIONS =
            new Runs<>(BatchSection::offset, BatchSection::length);

    private BatchReader() {}

    /// One sack's measures, by a ranged read.
    public static List<MetricRequests> read(ObjectStore store, Batch batch, BatchSection section) {
        return section(store, batch, section, metric -> true);
    }

    /// The measures of wanted metrics in several sections, neighbours read together.
    public static List<MetricRequests> read(
            ObjectStore store, Batch batch, List<BatchSection> sections, Predicate<UUID> wanted) {
        var found = new ArrayList<MetricRequests>();
        for (var run : SECTIONS.of(sections)) {
            var fetched = Fetched.part(store, batch.key(), run.start(), run.length());
            for (var section : run.members()) {
                int at = section.offset() - run.start();
                found.addAll(
                        fetched.decoded(
                                bytes -> decode(batch.key(), bytes, at, section.length(), wanted)));
            }
        }
        return found;
    }

    /// One metric's measures, by a ranged read of its sack's section; null when it has none.
    public static @Nullable MetricRequests read(
            ObjectStore store, Batch batch, BatchSection section, UUID wanted) {
        var found = section(store, batch, section, wanted::equals);
        return found.isEmpty() ? null : found.getFirst();
    }

    private static List<MetricRequests> section(
            ObjectStore store, Batch batch, BatchSection section, Predicate<UUID> wanted) {
        return Fetched.part(store, batch.key(), section.offset(), section.length())
                .decoded(bytes -> decode(batch.key(), bytes, 0, section.length(), wanted));
    }

    /// One sack's measures out of the bytes of the whole object.
    public static List<MetricRequests> decode(Batch batch, byte[] object, BatchSection section) {
        return decode(batch.key(), object, section.offset(), section.length(), metric -> true);
    }

    /// What the footer of a whole object tells.
    ///
    /// @param version of the object, which is that of its newest section
    /// @param sacks how many sacks its writer knew of; null when it tells no number, as before
    ///   version 3
    public record Told(int version, @Nullable Sacks sacks, List<BatchSection> sections) {
        public Told {
            sections = List.copyOf(sections);
        }
    }

    /// The sections of a whole object, as its footer tells them.
    public static List<BatchSection> sections(String key, byte[] object) {
        return told(key, object).sections();
    }

    /// What the footer of a whole object tells.
    public static Told told(String key, byte[] object) {
        return Decoding.of(key, () -> told(object));
    }

    private static Told told(byte[] object) {
        int version = Frame.BATCH.verifyHeader(object);
        int length = Frame.BATCH.footerLength(object, object.length);
        int start = object.length - Frame.TRAILER_BYTES - length;
        var in = ByteReader.checked(object, start, length);
        int count = in.count(5, Integer.MAX_VALUE);
        var sections = new ArrayList<BatchSection>(count);
        for (int i = 0; i < count; i++) {
            sections.add(
                    new BatchSection(
                            Math.toIntExact(in.varint()),
                            Math.toIntExact(in.varint()),
                            Math.toIntExact(in.varint()),
                            Math.toIntExact(in.varint()),
                            Math.toIntExact(in.varint())));
        }
        return new Told(version, version < 3 ? null : new Sacks(in.count(0, 65_535)), sections);
    }

    /// The version of a section of a whole object.
    public static int version(String key, byte[] object, BatchSection section) {
        return Decoding.of(
                key,
                () ->
                        Frame.BATCH.readVersion(
                                ByteReader.checked(object, section.offset(), section.length())));
    }

    /// What the writer of a whole object knew of the batches before it.
    public static Provenance provenance(String key, byte[] object) {
        int sectionsEnd =
                sections(key, object).stream()
                        .mapToInt(section -> section.offset() + section.length())
                        .max()
                        .orElse(Frame.HEADER_BYTES);
        int start = Math.max(Frame.HEADER_BYTES, sectionsEnd);
        return Decoding.of(
                key,
                () -> {
                    int footer = Frame.BATCH.footerLength(object, object.length);
                    int length = object.length - Frame.TRAILER_BYTES - footer - start;
                    return length == 0
                            ? Provenance.NONE
                            : Provenance.read(ByteReader.checked(object, start, length));
                });
    }

    private static List<MetricRequests> decode(
            String key, byte[] bytes, int offset, int length, Predicate<UUID> wanted) {
        return Decoding.of(
                key, () -> decode(ByteReader.checked(bytes, offset, length), bytes, wanted));
    }

    private static List<MetricRequests> decode(
            ByteReader in, byte[] bytes, Predicate<UUID> wanted) {
        int version = Frame.BATCH.readVersion(in);
        var policies = PolicyTable.read(in);
        int count = in.count(17, Integer.MAX_VALUE);
        var ids = new UUID[count];
        var lengths = new int[count];
        for (int i = 0; i < count; i++) {
            ids[i] = Ids.read(in);
            lengths[i] = in.count(0, Integer.MAX_VALUE);
        }
        int at = in.position();
        int end = at + in.remaining();
        var found = new ArrayList<MetricRequests>();
        for (int i = 0; i < count; i++) {
            if (lengths[i] > end - at) {
                throw new MalformedException("a record past the end of its section");
            }
            if (wanted.test(ids[i])) {
                var record = new ByteReader(bytes, at, lengths[i]);
                found.add(record(ids[i], record, policies, version));
            }
            at += lengths[i];
        }
        return found;
    }

    private static MetricRequests record(
            UUID id, ByteReader in, List<ArchivePolicy> policies, int version) {
        var format = ColumnFormat.of(version);
        int count = in.count(2, Integer.MAX_VALUE);
        var asked = new ArrayList<Asked>(count);
        long total = 0;
        for (int i = 0; i < count; i++) {
            var one = asked(in, policies, version, format);
            total += one.points();
            asked.add(one);
        }
        var points = format.points(in, format.verified(total, in));
        var requests = new ArrayList<Request>(count);
        int at = 0;
        for (var one : asked) {
            requests.add(one.request(Points.between(points, at, at + one.points())));
            at += one.points();
        }
        return new MetricRequests(id, requests);
    }

    /// A request before its points are read.
    ///
    /// @param erased what is removed; null when measures come
    private record Asked(
            ArchivePolicy policy, boolean imports, int points, @Nullable TimeRange erased) {
        Request request(Measures measures) {
            if (erased != null) {
                return new Request.Erasure(policy, erased);
            }
            return imports
                    ? new Request.Import(policy, measures)
                    : new Request.Post(policy, measures);
        }
    }

    private static Asked asked(
            ByteReader in, List<ArchivePolicy> policies, int version, ColumnFormat format) {
        var policy = policies.get(in.count(0, policies.size() - 1));
        if (version < FIRST_VERSION_WITH_KINDS) {
            int points = format.count(in);
            return new Asked(
                    policy,
                    false,
                    points,
                    points == 0 && version > 1 ? StoredRange.read(in) : null);
        }
        int kind = in.u8();
        return switch (kind) {
            case BatchWriter.POST -> new Asked(policy, false, format.count(in), null);
            case BatchWriter.IMPORT -> new Asked(policy, true, format.count(in), null);
            case BatchWriter.ERASURE -> new Asked(policy, false, 0, StoredRange.read(in));
            default -> throw new MalformedException("a request of kind " + kind);
        };
    }
}
