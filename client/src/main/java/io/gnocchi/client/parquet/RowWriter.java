package io.gnocchi.client.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;

/// Rows on their way into a Parquet file.
///
/// What is held at a time is one row group, however many rows come.
public final class RowWriter implements Closeable {
    private static final int ROW_GROUP_ROWS = 1_000_000;
    private static final long ROW_GROUP_BYTES = 16L << 20;

    private final ParquetWriter<Row> writer;

    /// A file that is written to a stream from its beginning to its end; the stream is left open.
    public RowWriter(OutputStream out) throws IOException {
        this(out, ROW_GROUP_ROWS);
    }

    RowWriter(OutputStream out, int rowGroupRows) throws IOException {
        writer =
                new Builder(new CountedStream(out))
                        .withCodecFactory(new Gzip())
                        .withCompressionCodec(CompressionCodecName.GZIP)
                        .withRowGroupRowCountLimit(rowGroupRows)
                        .withRowGroupSize(ROW_GROUP_BYTES)
                        .build();
    }

    /// One more row.
    public void write(Row row) throws IOException {
        writer.write(row);
    }

    /// Writes what makes the file whole; without, no reader takes it.
    @Override
    public void close() throws IOException {
        writer.close();
    }

    private static final class Builder extends ParquetWriter.Builder<Row, Builder> {
        Builder(OutputFile file) {
            super(file);
        }

        @Override
        protected Builder self() {
            return this;
        }

        // The one that has to be written is the deprecated one.
        @SuppressWarnings("deprecation")
        @Override
        protected WriteSupport<Row> getWriteSupport(Configuration none) {
            return new RowColumns();
        }
    }
}
