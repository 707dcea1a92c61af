package io.gnocchi.server.intake;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.gnocchi.core.model.MalformedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A remote write request of Prometheus, 1.0 or 2.0, its labels not read yet.
public final class RemoteRequest {
    private final List<RemoteSeries> series = new ArrayList<>();
    private int samples;
    private int histograms;

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
                case TWO -> SymbolicSeries.read(unpacked, request::add);
            }
            return request;
        });
    }

    private void readFirst(byte[] unpacked) throws IOException {
        var in = CodedInputStream.newInstance(unpacked);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == RemoteSeries.message(1)) {
                add(RemoteSeries.read(unpacked, in));
            } else {
                RemoteSeries.skip(in, tag);
            }
        }
    }

    /// All of it is held until it is handed in, so it is bounded while it comes.
    private void add(RemoteSeries one) {
        if (series.size() == Delivery.MAX_METRICS) {
            throw Delivery.tooMany(Delivery.MAX_METRICS, "series");
        }
        series.add(one);
        samples += one.sampleCount();
        histograms += one.histogramCount();
        if ((long) samples + histograms > Delivery.MAX_MEASURES) {
            throw Delivery.tooMany(Delivery.MAX_MEASURES, "measures");
        }
    }

    List<RemoteSeries> series() {
        return series;
    }

    /// How many samples it has, markers of ends included.
    public int samples() {
        return samples;
    }

    /// How many native histograms it has.
    int histograms() {
        return histograms;
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
