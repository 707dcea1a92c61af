package io.gnocchi.server.api;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A body that must come at some pace: whoever drips holds a place that others want. Only the time
/// spent waiting for the client counts.
final class PacedBody extends InputStream {
    private static final long SLOWEST_BYTES_PER_SECOND = 100;

    private final InputStream body;
    private final long patienceNanos;
    private long waitedNanos;
    private long bytes;
    private boolean ended;

    /// @param patience for which any pace is fine
    PacedBody(InputStream body, Duration patience) {
        this.body = body;
        patienceNanos = patience.toNanos();
    }

    @Override
    public int read() throws IOException {
        long start = System.nanoTime();
        int octet = body.read();
        ended |= octet < 0;
        count(octet < 0 ? 0 : 1, start);
        return octet;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        long start = System.nanoTime();
        int read = body.read(target, offset, length);
        ended |= read < 0;
        count(Math.max(read, 0), start);
        return read;
    }

    /// Whether somebody has met its end.
    boolean hasEnded() {
        return ended;
    }

    private void count(int read, long start) {
        waitedNanos += System.nanoTime() - start;
        bytes += read;
        long due = TimeUnit.NANOSECONDS.toSeconds(waitedNanos) * SLOWEST_BYTES_PER_SECOND;
        if (waitedNanos > patienceNanos && bytes < due) {
            throw Problem.of(408);
        }
    }
}
