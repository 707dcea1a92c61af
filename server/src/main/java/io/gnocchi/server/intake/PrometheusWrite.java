package io.gnocchi.server.intake;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.gnocchi.core.model.Attribute;
import io.gnocchi.core.model.MalformedException;
import io.gnocchi.core.model.ResourceType;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A remote write request of Prometheus, version 0.1.0, as measures.
///
/// The labels `job` and `instance` are the resource, `__name__` is the name of the metric. Other
/// labels are not kept: series that differ in them only become one metric. Samples that mark the
/// end of a series are no measures and left out.
///
/// @param delivery what was in it
/// @param mergedSeries how many series went into a metric that another series made
public record PrometheusWrite(Delivery delivery, int mergedSeries) {
    private static final String JOB = "job";
    private static final String INSTANCE = "instance";
    private static final String NAME = "__name__";
    private static final String UNKNOWN = "none";
    private static final long NANOS_PER_MILLI = 1_000_000;

    private static final Attribute LABEL = new Attribute.Text(true, 1, 512);

    /// What the resources are.
    static final ResourceType TYPE =
            new ResourceType(
                    "prometheus",
                    ResourceType.State.ACTIVE,
                    new TreeMap<>(Map.of(JOB, LABEL, INSTANCE, LABEL)));

    /// Reads a body.
    ///
    /// @param maxBytes of what is unpacked
    /// @throws IntakeRefusedException when it is not one, or too long
    public static PrometheusWrite read(byte[] body, long maxBytes, String creator) {
        try {
            var request = CodedInputStream.newInstance(SnappyBlock.unpack(body, maxBytes));
            return read(request, Delivery.creating(TYPE, creator));
        } catch (InvalidProtocolBufferException | MalformedException e) {
            throw IntakeRefusedException.malformed(
                    "body", "Unable to read the write request: " + e.getMessage());
        } catch (IOException e) {
            throw new IllegalStateException("reading an array", e);
        }
    }

    private static PrometheusWrite read(CodedInputStream request, Delivery delivery)
            throws IOException {
        var distinct = new HashSet<Map<String, String>>();
        int number = 0;
        while (RemoteSeries.seek(request)) {
            number++;
            var series = RemoteSeries.read(request);
            try {
                add(series, delivery, distinct);
            } catch (MalformedException e) {
                throw IntakeRefusedException.malformed(
                        "series", "Unable to take series %d: %s".formatted(number, e.getMessage()));
            }
        }
        return new PrometheusWrite(delivery, distinct.size() - delivery.places().size());
    }

    private static void add(
            RemoteSeries series, Delivery delivery, Set<Map<String, String>> distinct) {
        var labels = series.labels();
        var name = labels.get(NAME);
        if (name == null) {
            throw new MalformedException("it has no label " + NAME);
        }
        var job = known(labels.get(JOB));
        var instance = known(labels.get(INSTANCE));
        var resource = job + "@" + instance;
        var attributes = Map.of(JOB, job, INSTANCE, instance);
        var samples = series.samples().measures();
        boolean any = false;
        for (int i = 0; i < samples.size(); i++) {
            double value = samples.values()[i];
            if (!RemoteSeries.isStale(value)) {
                long nanos = nanos(samples.timestamps()[i]);
                delivery.add(resource, attributes, name, nanos, value);
                any = true;
            }
        }
        if (any) {
            distinct.add(labels);
        }
    }

    /// An empty label is as good as none.
    private static String known(@Nullable String label) {
        return label == null || label.isEmpty() ? UNKNOWN : label;
    }

    private static long nanos(long millis) {
        try {
            return Math.multiplyExact(millis, NANOS_PER_MILLI);
        } catch (ArithmeticException _) {
            throw new MalformedException("timestamp %d is out of range".formatted(millis));
        }
    }
}
