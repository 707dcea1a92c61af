package io.gnocchi.client.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class RowWriterTest {
    private static final List<Double> ODD =
            List.of(
                    0.0,
                    -0.0,
                    0.1 + 0.2,
                    Double.NaN,
                    Double.POSITIVE_INFINITY,
                    Double.NEGATIVE_INFINITY,
                    Double.MIN_VALUE,
                    Double.MAX_VALUE,
                    9_007_199_254_740_992.0);
    private static final int GROUP_ROWS = 1000;

    @TempDir private Path folder;

    @Test
    void everyRowComesBackBitForBit() throws IOException {
        List<Row> rows = rows(5 * GROUP_ROWS + 7);

        ParquetContent content = written(rows);

        assertThat(content.rows()).hasSize(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            Group read = content.rows().get(i);
            assertThat(ParquetContent.text(read, "resource")).isEqualTo(row.resource());
            assertThat(ParquetContent.text(read, "metric")).isEqualTo(row.metric());
            assertThat(ParquetContent.text(read, "metric_id")).isEqualTo(row.metricId());
            assertThat(ParquetContent.text(read, "aggregation")).isEqualTo(row.aggregation());
            assertThat(ParquetContent.bits(read, "granularity"))
                    .isEqualTo(bits(row.granularitySeconds()));
            assertThat(micros(read.getLong("timestamp", 0))).isEqualTo(row.timestamp());
            assertThat(ParquetContent.bits(read, "value")).isEqualTo(bits(row.value()));
        }
    }

    @Test
    void columnsHaveTheirTypes() throws IOException {
        assertThat(written(List.of()).metadata().getFileMetaData().getSchema())
                .hasToString(
                        """
                        message points {
                          optional binary resource (STRING);
                          optional binary metric (STRING);
                          required binary metric_id (STRING);
                          required binary aggregation (STRING);
                          required double granularity;
                          required int64 timestamp (TIMESTAMP(MICROS,true));
                          optional double value;
                        }
                        """);
    }

    @Test
    void rowGroupsAreBoundedAndTheirTextsAreInDictionaries() throws IOException {
        List<BlockMetaData> groups = written(rows(2 * GROUP_ROWS + 1)).metadata().getBlocks();

        assertThat(groups)
                .extracting(BlockMetaData::getRowCount)
                .containsExactly((long) GROUP_ROWS, (long) GROUP_ROWS, 1L);
        assertThat(groups.getFirst().getColumns().subList(0, 4))
                .allSatisfy(column ->
                        assertThat(column.getEncodings())
                                .anyMatch(Encoding::usesDictionary)
                                .doesNotContain(Encoding.PLAIN));
    }

    @Test
    void rowGroupIsWrittenWhenItIsFullAndTheStreamIsLeftOpen() throws IOException {
        var out = new Counted();
        try (var writer = new RowWriter(out, GROUP_ROWS)) {
            long before = out.bytes;
            for (Row row : rows(GROUP_ROWS)) {
                writer.write(row);
            }
            assertThat(out.bytes).isGreaterThan(before + 1000);
        }
        assertThat(out.closed).isFalse();
    }

    private ParquetContent written(List<Row> rows) throws IOException {
        Path file = folder.resolve("rows.parquet");
        try (var out = Files.newOutputStream(file);
                var writer = new RowWriter(out, GROUP_ROWS)) {
            for (Row row : rows) {
                writer.write(row);
            }
        }
        return ParquetContent.of(file);
    }

    private static List<Row> rows(int count) {
        var random = new Random(7);
        var rows = new ArrayList<Row>();
        IntStream.range(0, count)
                .forEach(i -> {
                    boolean named = i % 3 != 0;
                    rows.add(
                            new Row(
                                    named ? "host-" + i / 100 + "-ä€" : null,
                                    named ? "cpu" : null,
                                    new UUID(7, i / 50).toString(),
                                    i % 2 == 0 ? "mean" : "rate:95pct",
                                    i % 5 == 0 ? 0.5 : 300,
                                    Instant.ofEpochSecond(
                                                    random.nextLong(
                                                            -9_000_000_000L, 9_000_000_000L))
                                            .plusNanos(1000L * random.nextInt(1_000_000)),
                                    value(i, random)));
                });
        return rows;
    }

    private static @Nullable Double value(int i, Random random) {
        return i % 10 == 0
                ? null
                : i % 10 == 1
                        ? ODD.get(i / 10 % ODD.size())
                        : Double.valueOf(random.nextGaussian());
    }

    private static @Nullable Long bits(@Nullable Double value) {
        return value == null ? null : Double.doubleToRawLongBits(value);
    }

    private static Instant micros(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }

    private static final class Counted extends OutputStream {
        private long bytes;
        private boolean closed;

        @Override
        public void write(int one) {
            bytes++;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
