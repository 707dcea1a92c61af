package io.gnocchi.core.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.manifest.Batch;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.series.MetricFold;
import io.gnocchi.core.series.Points;
import io.gnocchi.core.store.CorruptObjectException;
import io.gnocchi.core.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

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

    @Test
    void batchIsWrittenAsDocumented() throws IOException {
        var encoded =
                BatchWriter.write(new Sacks(1), List.of(entry(60, 1, 120, 2), entry(180, 0.5)));

        assertThat(hex(encoded.bytes())).isEqualTo(documented("batch.md"));
    }

    @Test
    void documentedBatchIsRead() throws IOException {
        var bytes = HexFormat.of().parseHex(documented("batch.md"));
        var sections = BatchReader.sections("batch", bytes);
        var batch = new Batch(1, "batch", bytes.length, sections);

        var metrics = BatchReader.decode(batch, bytes, sections.getFirst());

        assertThat(sections).singleElement().returns(2, section -> section.bundles());
        assertThat(metrics).singleElement().returns(METRIC, MetricRequests::metric);
        assertThat(metrics.getFirst().policies()).containsExactly(LOW, LOW);
        var requests = metrics.getFirst().requests();
        assertThat(requests.getFirst().timestamps())
                .containsExactly(60_000_000_000L, 120_000_000_000L);
        assertThat(requests.getFirst().values()).containsExactly(1, 2);
        assertThat(requests.getLast().timestamps()).containsExactly(180_000_000_000L);
        assertThat(requests.getLast().values()).containsExactly(0.5);
    }

    @Test
    void segmentIsWrittenAsDocumented() throws IOException {
        var encoded = writeSegment();

        assertThat(hex(encoded.bytes())).isEqualTo(documented("segment.md"));
    }

    @Test
    void documentedSegmentIsRead() throws IOException {
        var store = new MemoryStore();
        var bytes = HexFormat.of().parseHex(documented("segment.md"));
        assertThat(store.putIfAbsent("segment", bytes)).isTrue();

        var reader = SegmentReader.open(store, "segment", bytes.length);
        var directory = reader.directory(0);
        var record = reader.records(directory.entries()).getFirst();

        assertThat(reader.parts(bytes.length)).isEqualTo(writeSegment().parts());
        assertThat(record.policy()).isEqualTo(LOW);
        assertThat(record.raw().timestamps()).containsExactly(180_000_000_000L, 330_000_000_000L);
        assertThat(record.raw().values()).containsExactly(0.5, 4);
        assertThat(record.closed()).hasSize(2);
        assertThat(record.closed().getFirst().series().values()).containsExactly(3.5 / 3);
        assertThat(record.closed().getLast().series().values()).containsExactly(3);
    }

    @Test
    void anyFlippedBitOfABatchIsFound() throws IOException {
        var bytes = HexFormat.of().parseHex(documented("batch.md"));
        var section = BatchReader.sections("batch", bytes).getFirst();
        var batch = new Batch(1, "batch", bytes.length, List.of(section));

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
            var cut = java.util.Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> SegmentReader.of("segment", cut))
                    .isInstanceOf(CorruptObjectException.class);
        }
    }

    private static SegmentWriter.Encoded writeSegment() {
        var fold = new MetricFold(null);
        fold.accept(LOW, entry(60, 1, 120, 2).measures());
        fold.accept(LOW, entry(180, 0.5).measures());
        fold.accept(LOW, entry(330, 4).measures());
        var outcome = fold.finish(Points.none());
        assertThat(outcome).isNotNull();
        var writer = new SegmentWriter();
        writer.begin(0, 1, 2);
        writer.add(
                new MetricRecord(
                        METRIC,
                        outcome.policy(),
                        outcome.state(),
                        outcome.raw(),
                        outcome.closed()));
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
        return new BatchEntry(METRIC, LOW, new Measures(timestamps, values));
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
