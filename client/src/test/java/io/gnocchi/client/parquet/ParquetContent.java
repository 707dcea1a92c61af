package io.gnocchi.client.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// What the library's own reader finds in a file.
@NullMarked
public record ParquetContent(ParquetMetadata metadata, List<Group> rows) {
    public static ParquetContent of(Path file) throws IOException {
        var options = ParquetReadOptions.builder().withCodecFactory(new Gunzip()).build();
        try (var reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
            var schema = reader.getFileMetaData().getSchema();
            var rows = new ArrayList<Group>();
            for (PageReadStore group = reader.readNextRowGroup();
                    group != null;
                    group = reader.readNextRowGroup()) {
                var records =
                        new ColumnIOFactory()
                                .getColumnIO(schema)
                                .getRecordReader(group, new GroupRecordConverter(schema));
                for (long row = 0; row < group.getRowCount(); row++) {
                    rows.add(records.read());
                }
            }
            return new ParquetContent(reader.getFooter(), rows);
        }
    }

    /// A text of a row, null when it has none there.
    public static @Nullable String text(Group row, String column) {
        return row.getFieldRepetitionCount(column) == 0 ? null : row.getString(column, 0);
    }

    /// The bits of a number of a row, null when it has none there.
    public static @Nullable Long bits(Group row, String column) {
        return row.getFieldRepetitionCount(column) == 0
                ? null
                : Double.doubleToRawLongBits(row.getDouble(column, 0));
    }

    private static final class Gunzip
            implements CompressionCodecFactory, CompressionCodecFactory.BytesInputDecompressor {
        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            if (codec != CompressionCodecName.GZIP) {
                throw new IllegalArgumentException("packed with " + codec);
            }
            return this;
        }

        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            throw new UnsupportedOperationException("files are only read");
        }

        @Override
        public BytesInput decompress(BytesInput packed, int size) throws IOException {
            try (var gzip = new GZIPInputStream(packed.toInputStream())) {
                return BytesInput.from(gzip.readNBytes(size));
            }
        }

        @Override
        public void decompress(ByteBuffer packed, int packedSize, ByteBuffer to, int size)
                throws IOException {
            BytesInput all =
                    decompress(BytesInput.from(packed.slice(packed.position(), packedSize)), size);
            to.put(all.toInputStream().readNBytes(size));
        }

        @Override
        public void release() {}
    }
}
