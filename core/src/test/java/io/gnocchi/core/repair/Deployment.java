package io.gnocchi.core.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.gnocchi.core.codec.ByteWriter;
import io.gnocchi.core.incoming.Inbox;
import io.gnocchi.core.incoming.InboxSettings;
import io.gnocchi.core.incoming.Posted;
import io.gnocchi.core.incoming.Receipt;
import io.gnocchi.core.index.MemoryIndex;
import io.gnocchi.core.index.MetricChange;
import io.gnocchi.core.index.NewMetric;
import io.gnocchi.core.manifest.Contents;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.MemoryManifest;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.TimeRange;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.processing.Worker;
import io.gnocchi.core.processing.WorkerSettings;
import io.gnocchi.core.query.LatenessReader;
import io.gnocchi.core.query.MeasuresReader;
import io.gnocchi.core.segment.BatchEntry;
import io.gnocchi.core.segment.BatchReader;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.segment.SegmentCache;
import io.gnocchi.core.segment.SegmentReader;
import io.gnocchi.core.series.Request;
import io.gnocchi.core.store.MemoryStore;
import io.gnocchi.core.store.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// A deployment in memory whose objects can be damaged. Metric n lives in sack n mod 2; one bucket
/// a minute.
final class Deployment {
    static final AggregationMethod SUM = AggregationMethod.parse("sum");
    static final ArchivePolicy MINUTES =
            new ArchivePolicy(
                    "minutes",
                    0,
                    List.of(new Retention(new Timespan(60_000_000_000L), null)),
                    new TreeSet<>(List.of(SUM)));

    /// The same minutes with another method.
    static final ArchivePolicy COUNTED =
            new ArchivePolicy(
                    "counted",
                    0,
                    MINUTES.definition(),
                    new TreeSet<>(List.of(SUM, AggregationMethod.parse("count"))));

    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;

    final MemoryStore store = new MemoryStore();
    final MemoryIndex index = new MemoryIndex();
    final Manifest manifest = new MemoryManifest(new Sacks(2));
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    final ObjectNames names = new ObjectNames(() -> now, new SplittableRandom(7));
    private final Inbox inbox =
            new Inbox(
                    store,
                    manifest,
                    names,
                    () -> now,
                    new InboxSettings(Duration.ZERO, 1_600_000, 9_600_000));
    private int workers;

    Deployment() {
        index.createArchivePolicy(MINUTES);
        index.createArchivePolicy(COUNTED);
    }

    Metric metric(long number) {
        return index.createMetrics(
                        List.of(
                                new NewMetric(
                                        new UUID(0, number), "admin", null, null, null, "minutes")))
                .getFirst();
    }

    void post(Metric metric, long minute, double value) {
        var measures = new Measures(new long[] {minute * MINUTE}, new double[] {value});
        acknowledged(inbox.join(List.of(new Posted(metric, measures))));
    }

    /// Imports measures of some minutes, each of the same value.
    void load(Metric metric, double value, long... minutes) {
        var measures =
                new Measures(
                        LongStream.of(minutes).map(minute -> minute * MINUTE).toArray(),
                        DoubleStream.generate(() -> value).limit(minutes.length).toArray());
        acknowledged(inbox.join(List.of(new Posted(metric, measures, true))));
    }

    /// So many measures of one minute, a second apart, each of value 1, in one batch.
    void postMany(Metric metric, long minute, int count) {
        var measures =
                new Measures(
                        LongStream.range(0, count).map(i -> minute * MINUTE + i * SECOND).toArray(),
                        DoubleStream.generate(() -> 1).limit(count).toArray());
        acknowledged(inbox.join(List.of(new Posted(metric, measures))));
    }

    /// How many of one more measure come too late.
    long late(Metric metric, long minute) {
        var lateness = new LatenessReader(manifest, store, new SegmentCache(store, 1000));
        var measures = new Measures(new long[] {minute * MINUTE}, new double[] {1});
        var before = lateness.before(List.of(metric.id()));
        var receipt = inbox.join(List.of(new Posted(metric, measures)));
        acknowledged(receipt);
        var place = Objects.requireNonNull(receipt.place());
        var own = new BatchEntry(metric.id(), new Request.Post(metric.policy(), measures));
        return lateness.late(before, place.ordinal(), place.earlier(), List.of(own))
                .getOrDefault(metric.id(), 0L);
    }

    /// Removes the minutes from one to before another.
    void erase(Metric metric, long from, long to) {
        var range = new TimeRange(from * MINUTE, to * MINUTE);
        acknowledged(inbox.joinErasure(metric, range));
    }

    private void acknowledged(Receipt receipt) {
        inbox.flush();
        assertThat(receipt.isAcknowledged()).isTrue();
    }

    /// Gives a metric another policy; the next request is its turn.
    Metric turn(Metric metric, ArchivePolicy policy) {
        return index.updateMetric(metric.id(), new MetricChange(policy.name(), null));
    }

    /// What the manifest said, as the objects tell.
    Contents contents() {
        return ManifestRebuild.contents(
                store, manifest.sacks().count(), finding -> fail(finding.text()), Progress.SILENT);
    }

    /// Metricd, with nothing in its caches, folds what waits, and believes in damage at once.
    void fold() {
        worker(WorkerSettings.defaults().withDamagePatience(Duration.ZERO)).runOnce();
    }

    /// The same by a worker with room for so many points at a time.
    void foldWithRoomFor(int points) {
        worker(
                        WorkerSettings.defaults()
                                .withDamagePatience(Duration.ZERO)
                                .withPointBytes(16L * points))
                .runOnce();
    }

    /// Metricd merges eagerly, twice.
    void merge() {
        mergeWithRoomFor(1_000_000);
    }

    /// The same by a worker with room for so many points at a time.
    void mergeWithRoomFor(int points) {
        var worker =
                worker(
                        new WorkerSettings(
                                        Duration.ofSeconds(7),
                                        1 << 20,
                                        2,
                                        1 << 20,
                                        1 << 20,
                                        Duration.ZERO,
                                        Duration.ofHours(1),
                                        Duration.ZERO,
                                        100)
                                .withPointBytes(16L * points));
        worker.runOnce();
        worker.runOnce();
    }

    void cleanUp() {
        worker(WorkerSettings.defaults()).cleanUp();
    }

    private Worker worker(WorkerSettings settings) {
        now = now.plusSeconds(60);
        return new Worker(
                "worker " + workers++,
                manifest,
                store,
                index,
                new SegmentCache(store, 1000),
                names,
                () -> now,
                settings);
    }

    /// The values of a metric's buckets.
    List<Double> read(Metric metric) {
        var reader = new MeasuresReader(manifest, store, new SegmentCache(store, 1000));
        var answers = reader.read(metric, SUM, null, Long.MIN_VALUE, Long.MAX_VALUE, null);
        var values = new ArrayList<Double>();
        for (double value : answers.getFirst().values()) {
            values.add(value);
        }
        return values;
    }

    /// Instants and values of all that a metric has.
    List<String> answers(Metric metric) {
        var reader = new MeasuresReader(manifest, store, new SegmentCache(store, 1000));
        var answers = new ArrayList<String>();
        for (var method : metric.policy().methods()) {
            reader.read(metric, method, null, Long.MIN_VALUE, Long.MAX_VALUE, null)
                    .forEach(answer -> {
                        for (int i = 0; i < answer.timestamps().length; i++) {
                            long minute = answer.timestamps()[i] / MINUTE;
                            answers.add(method.text() + " " + minute + ": " + answer.values()[i]);
                        }
                    });
        }
        return answers;
    }

    List<Finding> check() {
        var findings = new ArrayList<Finding>();
        new Check(manifest, store, index, Progress.SILENT, findings::add).run();
        return findings;
    }

    /// Findings somebody has to do something about.
    List<Finding> troubles() {
        return check().stream().filter(Finding::isTrouble).toList();
    }

    Repair repair() {
        now = now.plusSeconds(60);
        return new Repair(manifest, store, names, () -> now);
    }

    /// The objects of a kind that the manifest refers to.
    List<StoredObject> needed(String prefix) {
        var all = store.list(prefix);
        var fates = manifest.fates(all.stream().map(StoredObject::key).toList());
        return all.stream()
                .filter(object -> fates.get(object.key()) == Manifest.Fate.KNOWN)
                .toList();
    }

    List<SegmentPart> parts(int sack) {
        return manifest.view(sack).parts();
    }

    String newestBatch() {
        return manifest.unfolded().getLast().key();
    }

    /// Flips a bit of an object.
    byte[] damage(String key, int at) {
        var whole = store.get(key);
        var flipped = whole.clone();
        flipped[at] ^= 4;
        replace(key, flipped);
        return whole;
    }

    /// Flips a bit in the section of a sack.
    byte[] damageSection(String key, int sack) {
        var batch =
                manifest.unfolded().stream()
                        .filter(one -> one.key().equals(key))
                        .findFirst()
                        .orElseThrow();
        var section = batch.section(sack);
        assertThat(section).isNotNull();
        return damage(key, section.offset() + section.length() / 2);
    }

    /// Makes the section of a sack one that a program of the future has written.
    byte[] makeNewer(String key, int sack) {
        var whole = store.get(key);
        var section = BatchReader.sections(key, whole).get(sack);
        var block = new ByteWriter(section.length());
        block.u8(whole[section.offset()]);
        block.u8(100);
        block.raw(whole, section.offset() + 2, section.length() - 2 - Integer.BYTES);
        block.checksumSince(0);
        var newer = whole.clone();
        System.arraycopy(block.toBytes(), 0, newer, section.offset(), section.length());
        replace(key, newer);
        return whole;
    }

    /// Flips a bit in a metric's record.
    byte[] damageRecord(SegmentPart part, Metric metric) {
        var entry =
                SegmentReader.open(store, part.key(), part.sizeBytes())
                        .directory(part.sack())
                        .find(metric.id());
        assertThat(entry).isNotNull();
        return damage(part.key(), entry.offset() + 2);
    }

    /// Flips a bit in the directory of a part.
    byte[] damageDirectory(SegmentPart part) {
        var entries =
                SegmentReader.open(store, part.key(), part.sizeBytes())
                        .directory(part.sack())
                        .entries();
        var last = entries.getLast();
        return damage(part.key(), last.offset() + last.length() + 3);
    }

    void replace(String key, byte[] bytes) {
        store.delete(List.of(key));
        assertThat(store.putIfAbsent(key, bytes)).isTrue();
    }

    List<Integer> sacks() {
        return IntStream.range(0, manifest.sacks().count()).boxed().toList();
    }
}
