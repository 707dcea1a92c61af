package io.gnocchi.server.intake;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.gnocchi.core.model.Attribute;
import io.gnocchi.core.model.MalformedException;
import io.gnocchi.core.model.ResourceType;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A remote write request of Prometheus, 1.0 or 2.0, with every series kept apart.
///
/// The labels but `__name__` are the resource, of the type `prometheus_series`; the name is the
/// metric. Values are as they come. Samples that mark the end of a series are no measures. Of
/// native histograms count and sum are kept, as `NAME_count` and `NAME_sum`. A bad series loses
/// only itself.
public final class RemoteWrite {
    private static final String NAME = "__name__";
    private static final long NANOS_PER_MILLI = 1_000_000;

    /// What the resources are; labels become attributes of it as they are met.
    static final ResourceType TYPE =
            new ResourceType(
                    "prometheus_series",
                    ResourceType.State.ACTIVE,
                    new TreeMap<>(Map.of("job", label(), "instance", label())));

    /// How a request is written.
    public enum Version {
        ONE,
        TWO
    }

    private final Delivery delivery;
    private int samples;
    private int histograms;
    private int refused;
    private @Nullable String reason;

    private RemoteWrite(@Nullable String creator) {
        delivery = Delivery.describing(TYPE, creator);
    }

    private static Attribute label() {
        return new Attribute.Text(false, 0, LabelledResource.MAX_ATTRIBUTE_LENGTH);
    }

    /// Reads a body.
    ///
    /// @param maxBytes of what is unpacked
    /// @throws IntakeRefusedException when it is not one, or too long
    public static RemoteWrite read(
            byte[] body, long maxBytes, Version version, @Nullable String creator) {
        try {
            var write = new RemoteWrite(creator);
            var unpacked = SnappyBlock.unpack(body, maxBytes);
            switch (version) {
                case ONE -> write.readFirst(CodedInputStream.newInstance(unpacked));
                case TWO -> SymbolicSeries.read(unpacked, write::add);
            }
            return write;
        } catch (InvalidProtocolBufferException | MalformedException e) {
            throw IntakeRefusedException.malformed(
                    "body", "Unable to read the write request: " + e.getMessage());
        } catch (IOException e) {
            throw new IllegalStateException("reading an array", e);
        }
    }

    private void readFirst(CodedInputStream request) throws IOException {
        while (RemoteSeries.seek(request)) {
            add(RemoteSeries.read(request));
        }
    }

    private void add(RemoteSeries series) {
        int size = series.samples().size() + series.histograms();
        try {
            var labels = LabelledResource.present(series.labels());
            var name = labels.remove(NAME);
            if (name == null) {
                throw new MalformedException("it has no label " + NAME);
            }
            var resource = LabelledResource.of(labels);
            add(resource, name, series.samples());
            add(resource, name + "_count", series.counts());
            add(resource, name + "_sum", series.sums());
            samples += series.samples().size();
            histograms += series.histograms();
        } catch (MalformedException e) {
            refused += size;
            if (reason == null) {
                reason = e.getMessage();
            }
        }
    }

    private void add(LabelledResource resource, String metric, GrowingMeasures growing) {
        var measures = growing.measures();
        for (int i = 0; i < measures.size(); i++) {
            double value = measures.values()[i];
            if (!RemoteSeries.isStale(value)) {
                delivery.add(
                        resource.id(),
                        resource.attributes(),
                        metric,
                        nanos(measures.timestamps()[i]),
                        value);
            }
        }
    }

    private static long nanos(long millis) {
        try {
            return Math.multiplyExact(millis, NANOS_PER_MILLI);
        } catch (ArithmeticException _) {
            throw new MalformedException("timestamp %d is out of range".formatted(millis));
        }
    }

    /// What was good in it.
    public Delivery delivery() {
        return delivery;
    }

    /// How many samples are in the delivery, markers of ends included.
    public int samples() {
        return samples;
    }

    /// How many native histograms are.
    public int histograms() {
        return histograms;
    }

    /// How many samples and histograms were bad.
    public int refused() {
        return refused;
    }

    /// Why the first of them was; empty when none was.
    public String reason() {
        return reason == null ? "" : reason;
    }
}
