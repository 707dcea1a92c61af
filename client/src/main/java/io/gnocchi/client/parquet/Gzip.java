package io.gnocchi.client.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/// The compression of Java's own library, which every reader knows; the others take native
/// libraries, or memory that Java is about to close. Nothing is decompressed: files are only
/// written.
final class Gzip implements CompressionCodecFactory, CompressionCodecFactory.BytesInputCompressor {
    private static final int LEAST_BYTES = 64;

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        if (codec != CompressionCodecName.GZIP) {
            throw new IllegalArgumentException("only GZIP, not " + codec);
        }
        return this;
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("files are only written");
    }

    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
        var packed = new ByteArrayOutputStream(LEAST_BYTES + (int) bytes.size() / 2);
        try (var gzip = new GZIPOutputStream(packed)) {
            bytes.writeAllTo(gzip);
        }
        return BytesInput.from(packed);
    }

    @Override
    public CompressionCodecName getCodecName() {
        return CompressionCodecName.GZIP;
    }

    @Override
    public void release() {}
}
