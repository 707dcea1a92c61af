package io.gnocchi.server.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// The lines of one connection, handed over as they become whole.
///
/// A line that the end of the connection cuts off is not taken: half a number is a wrong one.
final class Lines {
    private static final int MAX_LINE_BYTES = 64 * 1024;

    private final InputStream stream;
    private final Receiver receiver;
    private final Tally tally;
    private byte[] bytes = new byte[2 * MAX_LINE_BYTES];
    private int filled;

    /// Whether what comes up to the next end of line belongs to a line that is too long.
    private boolean skipping;

    Lines(InputStream stream, Receiver receiver, Tally tally) {
        this.stream = stream;
        this.receiver = receiver;
        this.tally = tally;
    }

    /// Takes what there is to be read, waiting for it.
    ///
    /// @return false at the end of the connection
    boolean readSome() throws IOException {
        int count = stream.read(bytes, filled, bytes.length - filled);
        if (count < 0) {
            if (filled > 0) {
                tally.refused(1, () -> "cut off: " + Excerpt.of(bytes, 0, filled));
            }
            return false;
        }
        int from = filled;
        filled += count;
        handOver(lastEnd(from));
        return true;
    }

    /// Where the last line that has come in whole ends; 0 when none has.
    private int lastEnd(int from) {
        for (int i = filled - 1; i >= from; i--) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return 0;
    }

    private void handOver(int end) {
        if (skipping && end == 0) {
            filled = 0;
            return;
        }
        int begin = skipping ? firstEnd() : 0;
        skipping = false;
        if (begin < end) {
            receiver.receive(
                    begin == 0 ? bytes : Arrays.copyOfRange(bytes, begin, end), end - begin);
        }
        keep(end);
    }

    private int firstEnd() {
        int i = 0;
        while (bytes[i] != '\n') {
            i++;
        }
        return i + 1;
    }

    private void keep(int from) {
        System.arraycopy(bytes, from, bytes, 0, filled - from);
        filled -= from;
        if (filled > MAX_LINE_BYTES) {
            tally.refused(1, () -> "too long: " + Excerpt.of(bytes, 0, filled));
            skipping = true;
            filled = 0;
        }
    }
}
