package io.gnocchi.client.parquet;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/// A stream as the file that the library writes: it never goes back, and only asks where it is.
final class CountedStream extends PositionOutputStream implements OutputFile {
    private final OutputStream out;
    private long position;

    CountedStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) {
        return this;
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        return this;
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    @Override
    public long getPos() {
        return position;
    }

    @Override
    public void write(int one) throws IOException {
        out.write(one);
        position++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        position += length;
    }

    /// The stream stays open: whoever opened it closes it.
    @Override
    public void close() throws IOException {
        out.flush();
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
