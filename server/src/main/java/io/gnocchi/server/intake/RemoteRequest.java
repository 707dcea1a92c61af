package io.gnocchi.server.intake;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.gnocchi.core.model.MalformedException;
import java.io.IOException;
import java.util.List;

/// A remote write request of Prometheus, 1.0 or 2.0, its labels not read yet.
public final class RemoteRequest {
    private final SeriesColumns columns = new SeriesColumns();

    private RemoteRequest() {}

    /// How a request is written.
    public enum Version {
        ONE,
        TWO
    }

    /// How labels become metrics: as [PrometheusWrite] does it, or [RemoteWrite].
    public enum Mapping {
        MERGED,
        APART
    }

    /// Reads a body.
    ///
    /// @param maxBytes of what is unpacked
    /// @throws IntakeRefusedException when it is not one, or too long
    public static RemoteRequest read(byte[] body, long maxBytes, Version version) {
        return reading(() -> {
            var request = new RemoteRequest();
            var unpacked = SnappyBlock.unpack(body, maxBytes);
            switch (version) {
                case ONE -> request.readFirst(unpacked);
                case TWO -> SymbolicSeries.read(unpacked, request.columns);
            }
            return request;
        });
    }

    private void readFirst(byte[] unpacked) throws IOException {
        var in = CodedInputStream.newInstance(unpacked);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == SeriesColumns.message(1)) {
                columns.read(unpacked, in);
            } else {
                SeriesColumns.skip(in, tag);
            }
        }
    }

    /// Its series side by side.
    SeriesColumns columns() {
        return columns;
    }

    /// Its series one by one.
    List<RemoteSeries> series() {
        return columns.each();
    }

    /// How many samples it has, markers of ends included.
    public int samples() {
        return columns.sampleCount();
    }

    /// How many native histograms it has.
    int histograms() {
        return columns.histogramCount();
    }

    /// Something that is read out of a body.
    @FunctionalInterface
    interface Reading<T> {
        T read() throws IOException;
    }

    /// Refuses what cannot be read.
    static <T> T reading(Reading<T> reading) {
        try {
            return reading.read();
        } catch (InvalidProtocolBufferException | MalformedException e) {
            throw IntakeRefusedException.malformed(
                    "body", "Unable to read the write request: " + e.getMessage());
        } catch (IOException e) {
            throw new IllegalStateException("reading an array", e);
        }
    }
}
