package io.gnocchi.core.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.manifest.Batch;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.TimeRange;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.series.Amendments;
import io.gnocchi.core.series.Canonical;
import io.gnocchi.core.series.Erased;
import io.gnocchi.core.series.MetricFold;
import io.gnocchi.core.series.MetricState;
import io.gnocchi.core.series.Points;
import io.gnocchi.core.series.Request;
import io.gnocchi.core.series.WindowState;
import io.gnocchi.core.store.CorruptObjectException;
import io.gnocchi.core.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the documents in docs/formats show is what the code writes and reads.
class FormatsTest {
    private static final UUID METRIC = new UUID(0, 1);
    private static final ArchivePolicy LOW =
            new ArchivePolicy(
                    "low",
                    0,
                    List.of(new Retention(new Timespan(300_000_000_000L), null)),
                    new TreeSet<>(
                            List.of(
                                    AggregationMethod.parse("mean"),
                                    AggregationMethod.parse("count"))));

    private static final ArchivePolicy COUNTING =
            new ArchivePolicy(
                    "counting",
                    0,
                    LOW.definition(),
                    new TreeSet<>(List.of(AggregationMethod.parse("count"))));

    @Test
    void batchIsWrittenAsDocumented() throws IOException {
        var encoded =
                BatchWriter.write(
                        new Sacks(1), List.of(entry(60, 1, 120, 2), erasure(), entry(180, 0.5)));

        assertThat(hex(encoded.bytes())).isEqualTo(documented("batch-3.md"));
    }

    @Test
    void batchWithAnImportIsWrittenAsDocumented() throws IOException {
        var encoded =
                BatchWriter.write(
                        new Sacks(1),
                        List.of(entry(60, 1, 120, 2), erasure(), imported(entry(180, 0.5))));

        assertThat(hex(encoded.bytes())).isEqualTo(documented("batch-4.md"));
    }

    @Test
    void batchWithAnImportIsRead() throws IOException {
        var bytes = HexFormat.of().parseHex(documented("batch-4.md"));
        var told = BatchReader.told("batch", bytes);
        var batch = new Batch(1, "batch", bytes.length, new Sacks(1), told.sections());

        var section = told.sections().getFirst();
        var requests = BatchReader.decode(batch, bytes, section).getFirst().requests();

        assertThat(told.version()).isEqualTo(4);
        assertThat(told.sacks()).isEqualTo(new Sacks(1));
        assertThat(BatchReader.version("batch", bytes, section)).isEqualTo(4);
        assertThat(requests.get(0)).isInstanceOf(Request.Post.class);
        assertThat(requests.get(0).measures().values()).containsExactly(1, 2);
        assertThat(requests.get(1)).isEqualTo(erasure().request());
        assertThat(requests.get(2)).isInstanceOf(Request.Import.class);
        assertThat(requests.get(2).policy()).isEqualTo(LOW);
        assertThat(requests.get(2).measures().timestamps()).containsExactly(180_000_000_000L);
        assertThat(requests.get(2).measures().values()).containsExactly(0.5);
    }

    @Test
    void onlySectionsWithImportsAreOfTheNewVersion() {
        var other = new BatchEntry(new UUID(0, 2), entry(60, 1).request());
        var encoded = BatchWriter.write(new Sacks(2), List.of(imported(entry(60, 1)), other));

        var versions =
                encoded.sections().stream()
                        .map(section -> BatchReader.version("batch", encoded.bytes(), section))
                        .toList();

        assertThat(versions).containsExactly(3, 4);
        assertThat(BatchReader.told("batch", encoded.bytes()).version()).isEqualTo(4);
    }

    @Test
    void documentedBatchIsRead() throws IOException {
        var bytes = HexFormat.of().parseHex(documented("batch.md"));
        var sections = BatchReader.sections("batch", bytes);
        var batch = new Batch(1, "batch", bytes.length, new Sacks(1), sections);

        var metrics = BatchReader.decode(batch, bytes, sections.getFirst());

        assertThat(sections).singleElement().returns(2, section -> section.bundles());
        assertThat(metrics).singleElement().returns(METRIC, MetricRequests::metric);
        var requests = metrics.getFirst().requests();
        assertThat(requests).extracting(Request::policy).containsExactly(LOW, LOW);
        assertThat(measures(requests.getFirst()).timestamps())
                .containsExactly(60_000_000_000L, 120_000_000_000L);
        assertThat(measures(requests.getFirst()).values()).containsExactly(1, 2);
        assertThat(measures(requests.getLast()).timestamps()).containsExactly(180_000_000_000L);
        assertThat(measures(requests.getLast()).values()).containsExactly(0.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"batch-2.md", "batch-3.md"})
    void laterBatchIsRead(String document) throws IOException {
        var bytes = HexFormat.of().parseHex(documented(document));
        var sections = BatchReader.sections("batch", bytes);
        var batch = new Batch(1, "batch", bytes.length, new Sacks(1), sections);

        var requests = BatchReader.decode(batch, bytes, sections.getFirst()).getFirst().requests();

        assertThat(sections).singleElement().returns(3, section -> section.bundles());
        assertThat(measures(requests.get(0)).values()).containsExactly(1, 2);
        assertThat(requests.get(1)).isEqualTo(erasure().request());
        assertThat(measures(requests.get(2)).values()).containsExactly(0.5);
    }

    @Test
    void batchOfTheThirdVersionTellsHowManySacksItsWriterKnewOf() throws IOException {
        var before = BatchReader.told("batch", HexFormat.of().parseHex(documented("batch-2.md")));
        var told = BatchReader.told("batch", HexFormat.of().parseHex(documented("batch-3.md")));

        assertThat(before.sacks()).isNull();
        assertThat(told.sacks()).isEqualTo(new Sacks(1));
    }

    @Test
    void segmentIsWrittenAsDocumented() throws IOException {
        var encoded = writeSegment();

        assertThat(hex(encoded.bytes())).isEqualTo(documented("segment-4.md"));
    }

    @Test
    void segmentWithImportsIsWrittenAsDocumented() throws IOException {
        var encoded = writeSegment(importing());

        assertThat(hex(encoded.bytes())).isEqualTo(documented("segment-5.md"));
    }

    @Test
    void segmentWithImportsIsRead() throws IOException {
        var record = readDocumented("segment-5.md");

        assertThat(record.raw().timestamps()).containsExactly(450_000_000_000L, 700_000_000_000L);
        assertThat(record.closed()).isEmpty();
        assertThat(record.history().points().timestamps())
                .containsExactly(120_000_000_000L, 400_000_000_000L, 450_000_000_000L);
        assertThat(record.history().points().values()).containsExactly(3, 1, 2);
        assertThat(record.history().numbers()).containsExactly(3, 0, 0);
        assertThat(record.amendments().imports().count()).isEqualTo(3);
        assertThat(record.amendments().imports().touched().isEmpty()).isTrue();
        assertThat(record.amendments().erased().removals())
                .containsExactly(
                        new Erased.Removal(new TimeRange(60_000_000_000L, 200_000_000_000L), 2));
    }

    @Test
    void segmentWithoutImportsIsOfTheVersionThatOlderProgramsKnow() {
        assertThat(writeSegment().bytes()[4]).isEqualTo((byte) 4);
        assertThat(writeSegment(importing()).bytes()[4]).isEqualTo((byte) 5);
    }

    @Test
    void aPartThatIsTakenBackLeavesNoVersionBehind() {
        var imported = importing();
        var writer = new SegmentWriter();
        writer.begin(0, 1, 2);
        writer.add(imported);
        writer.abandon();
        writer.begin(0, 1, 2);
        writer.add(posting());
        writer.end();

        assertThat(writer.finish("segment", List.of()).bytes()[4]).isEqualTo((byte) 4);
    }

    @Test
    void aRecordIsDecodedWithoutItsHistoryOrNotAtAll() {
        var store = new MemoryStore();
        var bytes = writeSegment(importing()).bytes();
        store.putIfAbsent("segment", bytes);
        var reader = SegmentReader.open(store, "segment", bytes.length);
        var entries = reader.directory(0).entries();

        reader.stored(
                entries,
                (_, stored) -> {
                    assertThat(stored.decodeWithoutHistory(2).history().isEmpty()).isTrue();
                    assertThat(stored.decode(5).history().size()).isEqualTo(3);
                    assertThatThrownBy(() -> stored.decode(4))
                            .isInstanceOf(TooManyPointsException.class)
                            .hasMessageContaining("3 points of history here, room is for 2");
                });
    }

    @Test
    void documentedSegmentIsRead() throws IOException {
        var record = readDocumented("segment.md");

        assertThat(record.policy()).isEqualTo(LOW);
        assertThat(record.raw().timestamps()).containsExactly(180_000_000_000L, 330_000_000_000L);
        assertThat(record.raw().values()).containsExactly(0.5, 4);
        assertThat(record.closed()).hasSize(2);
        assertThat(record.closed().getFirst().series().values()).containsExactly(3.5 / 3);
        assertThat(record.closed().getLast().series().values()).containsExactly(3);
        assertThat(record.amendments()).isEqualTo(Amendments.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"segment-2.md", "segment-3.md", "segment-4.md"})
    void laterSegmentIsRead(String document) throws IOException {
        var record = readDocumented(document);

        assertThat(record.policy()).isEqualTo(COUNTING);
        assertThat(record.raw().timestamps()).containsExactly(330_000_000_000L, 400_000_000_000L);
        assertThat(record.closed()).hasSize(2);
        assertThat(record.amendments().voidsOlderPoints()).isTrue();
        assertThat(record.amendments().erased().ranges())
                .containsExactly(new TimeRange(60_000_000_000L, 200_000_000_000L));
        var turned = new WindowState(330_000_000_000L, 300_000_000_000L);
        assertThat(record.amendments().turns()).containsExactly(new MetricState(turned, LOW));
    }

    private static MetricRecord readDocumented(String name) throws IOException {
        var store = new MemoryStore();
        var bytes = HexFormat.of().parseHex(documented(name));
        assertThat(store.putIfAbsent("segment", bytes)).isTrue();

        var reader = SegmentReader.open(store, "segment", bytes.length);

        assertThat(reader.parts(bytes.length))
                .singleElement()
                .returns(1L, SegmentPart::from)
                .returns(2L, SegmentPart::through);
        return reader.records(reader.directory(0).entries()).getFirst();
    }

    @Test
    void anyFlippedBitOfABatchIsFound() throws IOException {
        var bytes = HexFormat.of().parseHex(documented("batch.md"));
        var section = BatchReader.sections("batch", bytes).getFirst();
        var batch = new Batch(1, "batch", bytes.length, new Sacks(1), List.of(section));

        for (int at = section.offset(); at < section.offset() + section.length(); at++) {
            var flipped = bytes.clone();
            flipped[at] ^= 1;
            assertThatThrownBy(() -> BatchReader.decode(batch, flipped, section))
                    .isInstanceOf(CorruptObjectException.class);
        }
    }

    @Test
    void aSegmentCutShortIsFound() {
        var bytes = writeSegment().bytes();

        for (int length = 0; length < bytes.length; length++) {
            var store = new MemoryStore();
            store.putIfAbsent("segment", Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> SegmentReader.fetch(store, "segment"))
                    .isInstanceOf(CorruptObjectException.class);
        }
    }

    private static MetricRecord importing() {
        return record(
                entry(400, 1).request(),
                imported(entry(450, 2, 150, 4)).request(),
                erasure().request(),
                imported(entry(120, 3)).request(),
                entry(700, 5).request());
    }

    private static MetricRecord posting() {
        return record(
                entry(60, 1, 120, 2).request(),
                entry(180, 0.5).request(),
                entry(330, 4).request(),
                erasure().request(),
                new Request.Post(COUNTING, measures(entry(400, 5).request())));
    }

    private static SegmentWriter.Encoded writeSegment() {
        return writeSegment(posting());
    }

    private static MetricRecord record(Request... requests) {
        var fold = new MetricFold(null);
        List.of(requests).forEach(fold::accept);
        var outcome = fold.finish(Points.none(), Amendments.NONE);
        assertThat(outcome).isNotNull();
        return new MetricRecord(
                METRIC,
                outcome.state().policy(),
                outcome.state().window(),
                outcome.raw(),
                outcome.closed(),
                outcome.history(),
                outcome.amendments());
    }

    private static SegmentWriter.Encoded writeSegment(MetricRecord record) {
        var writer = new SegmentWriter();
        writer.begin(0, 1, 2);
        writer.add(record);
        writer.end();
        return writer.finish("segment", List.of());
    }

    /// @param secondsAndValues in turn
    private static BatchEntry entry(double... secondsAndValues) {
        int size = secondsAndValues.length / 2;
        var timestamps = new long[size];
        var values = new double[size];
        for (int i = 0; i < size; i++) {
            timestamps[i] = (long) (secondsAndValues[2 * i] * 1e9);
            values[i] = secondsAndValues[2 * i + 1];
        }
        return new BatchEntry(METRIC, new Request.Post(LOW, new Measures(timestamps, values)));
    }

    /// The same measures, imported.
    private static BatchEntry imported(BatchEntry entry) {
        var measures = Canonical.canonical(entry.request().measures());
        return new BatchEntry(entry.metric(), new Request.Import(LOW, measures));
    }

    private static BatchEntry erasure() {
        var range = new TimeRange(60_000_000_000L, 200_000_000_000L);
        return new BatchEntry(METRIC, new Request.Erasure(LOW, range));
    }

    private static Measures measures(Request request) {
        return ((Request.Post) request).measures();
    }

    private static String documented(String name) throws IOException {
        var root = Path.of(System.getProperty("project.root", ".."));
        var text = Files.readString(root.resolve("docs/formats").resolve(name));
        var block = Pattern.compile("```hex\n(.*?)```", Pattern.DOTALL).matcher(text);
        assertThat(block.find()).as("a hex block in " + name).isTrue();
        return block.group(1).replaceAll("\\s", "");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
