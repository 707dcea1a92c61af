package io.gnocchi.server.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.eclipse.jetty.compression.Compression;
import org.eclipse.jetty.compression.DecoderConfig;
import org.eclipse.jetty.compression.DecoderSource;
import org.eclipse.jetty.compression.EncoderConfig;
import org.eclipse.jetty.compression.EncoderSink;
import org.eclipse.jetty.compression.zstandard.ZstandardCompression;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.jspecify.annotations.Nullable;

/// Packs answers with zstandard from when the first client wants it: its native library is a tenth
/// of a start, which those who do without need not wait for.
final class LateZstandard extends Compression {
    private static final String NAME = "zstd";
    private static final HttpField CODING =
            new PreEncodedHttpField(HttpHeader.CONTENT_ENCODING, NAME);
    private static final HttpField FORMER_CODING =
            new PreEncodedHttpField("X-Content-Encoding", NAME);

    private @Nullable ZstandardCompression loaded;

    /// @param minBytes shorter answers go as they are
    LateZstandard(int minBytes) {
        super(NAME);
        setMinCompressSize(minBytes);
    }

    private synchronized Compression loaded() {
        if (loaded == null) {
            var zstandard = new ZstandardCompression();
            zstandard.setMinCompressSize(getMinCompressSize());
            zstandard.setByteBufferPool(getByteBufferPool());
            addManaged(zstandard);
            loaded = zstandard;
        }
        return loaded;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public HttpField getContentEncodingField() {
        return CODING;
    }

    @Override
    public HttpField getXContentEncodingField() {
        return FORMER_CODING;
    }

    @Override
    public List<String> getFileExtensionNames() {
        return List.of("zst");
    }

    @Override
    public RetainableByteBuffer.Mutable acquireByteBuffer(int length) {
        return loaded().acquireByteBuffer(length);
    }

    @Override
    public EncoderConfig getDefaultEncoderConfig() {
        return loaded().getDefaultEncoderConfig();
    }

    @Override
    public void setDefaultEncoderConfig(EncoderConfig config) {
        loaded().setDefaultEncoderConfig(config);
    }

    @Override
    public DecoderConfig getDefaultDecoderConfig() {
        return loaded().getDefaultDecoderConfig();
    }

    @Override
    public void setDefaultDecoderConfig(DecoderConfig config) {
        loaded().setDefaultDecoderConfig(config);
    }

    @Override
    public EncoderSink newEncoderSink(Content.Sink sink, EncoderConfig config) {
        return loaded().newEncoderSink(sink, config);
    }

    @Override
    public DecoderSource newDecoderSource(Content.Source source, DecoderConfig config) {
        return loaded().newDecoderSource(source, config);
    }

    @Override
    public OutputStream newEncoderOutputStream(OutputStream out, EncoderConfig config)
            throws IOException {
        return loaded().newEncoderOutputStream(out, config);
    }

    @Override
    public InputStream newDecoderInputStream(InputStream in, DecoderConfig config)
            throws IOException {
        return loaded().newDecoderInputStream(in, config);
    }
}
