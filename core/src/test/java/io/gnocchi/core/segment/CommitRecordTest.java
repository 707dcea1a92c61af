package io.gnocchi.core.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.manifest.BatchName;
import io.gnocchi.core.manifest.Layout;
import io.gnocchi.core.manifest.SetAside;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.Shard;
import io.gnocchi.core.store.CorruptObjectException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the documents show of telling ordinals and commits is what the code writes and reads.
class CommitRecordTest {
    private static final SetAside MARK =
            SetAside.of(1, new UUID(0, 1), "aside/c", 6, 16, Instant.ofEpochSecond(1), "why");

    private static final CommitRecord RECORD =
            new CommitRecord(
                    new Layout(
                            new Sacks(2),
                            1,
                            "commit/y",
                            6,
                            new Layout.Former(new Sacks(3), List.of(6L, 5L, 6L))),
                    List.of(),
                    List.of(new BatchName(7, "batch/x")),
                    new TreeMap<>(Map.of("segment/z", List.of(0, 2))),
                    List.of(
                            new CommitRecord.State(
                                    1,
                                    3,
                                    7,
                                    12,
                                    List.of("segment/a", "segment/b"),
                                    List.of("segment/z"),
                                    List.of(
                                            MARK,
                                            new SetAside(
                                                    1,
                                                    null,
                                                    new Shard(new Sacks(3), 2),
                                                    "batch/v",
                                                    5,
                                                    40,
                                                    Instant.ofEpochSecond(2),
                                                    "cut",
                                                    SetAside.Verdict.DROP)))));
    private static final Provenance PROVENANCE =
            new Provenance("batch/w", 7, List.of(new BatchName(7, "batch/x")));

    @Test
    void recordIsWrittenAsDocumented() throws IOException {
        assertThat(HexFormat.of().formatHex(RECORD.encoded())).isEqualTo(documented("commit-2.md"));
    }

    @Test
    void documentedRecordIsRead() throws IOException {
        var bytes = HexFormat.of().parseHex(documented("commit-2.md"));

        assertThat(CommitRecord.of("commit", bytes)).isEqualTo(RECORD);
    }

    @Test
    void recordOfTheFirstVersionIsRead() throws IOException {
        var bytes = HexFormat.of().parseHex(documented("commit.md"));
        var state =
                new CommitRecord.State(
                        1, 3, 7, 12, List.of("segment/a", "segment/b"), List.of(), List.of(MARK));

        assertThat(CommitRecord.of("commit", bytes))
                .isEqualTo(
                        new CommitRecord(
                                Layout.first(new Sacks(2)),
                                List.of(new BatchName(7, "batch/x")),
                                List.of(state)));
    }

    @Test
    void anyFlippedBitOfARecordIsFound() {
        var bytes = RECORD.encoded();
        for (int at = 0; at < bytes.length; at++) {
            if (at == 6 || at == 7) {
                continue; // Free bytes of the header.
            }
            var flipped = bytes.clone();
            flipped[at] ^= 1;
            assertThatThrownBy(() -> CommitRecord.of("commit", flipped))
                    .as("byte %d", at)
                    .isInstanceOf(CorruptObjectException.class);
        }
    }

    @Test
    void provenanceIsWrittenAndRead() {
        var object = BatchWriter.write(new Sacks(1), List.of(), PROVENANCE).bytes();

        assertThat(BatchReader.provenance("batch", object)).isEqualTo(PROVENANCE);
        assertThat(BatchReader.sections("batch", object)).isEmpty();
    }

    @Test
    void documentedProvenanceIsRead() throws IOException {
        var object = HexFormat.of().parseHex(documented("batch-provenance.md"));

        assertThat(BatchReader.provenance("batch", object)).isEqualTo(PROVENANCE);
        assertThat(BatchReader.sections("batch", object)).isEmpty();
    }

    @Test
    void batchWithoutProvenanceTellsNothing() {
        var object = BatchWriter.write(new Sacks(1), List.of()).bytes();

        assertThat(BatchReader.provenance("batch", object)).isEqualTo(Provenance.NONE);
    }

    private static String documented(String name) throws IOException {
        var root = Path.of(System.getProperty("project.root", ".."));
        var text = Files.readString(root.resolve("docs/formats").resolve(name));
        var block = Pattern.compile("```hex\n(.*?)```", Pattern.DOTALL).matcher(text);
        assertThat(block.find()).as("a hex block in " + name).isTrue();
        return block.group(1).replaceAll("\\s", "");
    }
}
