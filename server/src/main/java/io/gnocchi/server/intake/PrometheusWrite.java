package io.gnocchi.server.intake;

import io.gnocchi.core.model.Attribute;
import io.gnocchi.core.model.MalformedException;
import io.gnocchi.core.model.ResourceType;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A remote write request of Prometheus, version 0.1.0, as measures, the way the original does.
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

    private static final Attribute LABEL = new Attribute.Text(true, 1, 512);

    /// What the resources are.
    static final ResourceType TYPE =
            new ResourceType(
                    "prometheus",
                    ResourceType.State.ACTIVE,
                    new TreeMap<>(Map.of(JOB, LABEL, INSTANCE, LABEL)));

    /// The measures of a request.
    ///
    /// @throws IntakeRefusedException when one of its series is bad
    public static PrometheusWrite of(RemoteRequest request, @Nullable String creator) {
        return RemoteRequest.reading(
                () -> read(request.series(), Delivery.creating(TYPE, creator)));
    }

    private static PrometheusWrite read(List<RemoteSeries> request, Delivery delivery)
            throws IOException {
        var distinct = new HashSet<Map<String, String>>();
        int number = 0;
        for (var series : request) {
            number++;
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
            RemoteSeries series, Delivery delivery, Set<Map<String, String>> distinct)
            throws IOException {
        var encoded = series.labels();
        var labels = EncodedLabels.read(encoded);
        var name = labels.get(NAME);
        if (name == null) {
            throw new MalformedException("it has no label " + NAME);
        }
        var job = known(labels.get(JOB));
        var instance = known(labels.get(INSTANCE));
        var attributes = Map.of(JOB, job, INSTANCE, instance);
        var samples = series.samples();
        if (samples.size() > 0) {
            var place = delivery.addAll(job + "@" + instance, attributes, name, samples);
            distinct.add(labels);
            if (EncodedLabels.areCanonical(encoded, labels)) {
                delivery.alsoKnownBy(RemoteRequest.Mapping.MERGED, encoded, place);
            }
        }
    }

    /// An empty label is as good as none.
    private static String known(@Nullable String label) {
        return label == null || label.isEmpty() ? UNKNOWN : label;
    }
}
