package io.gnocchi.server.intake;

import io.gnocchi.core.model.Attribute;
import io.gnocchi.core.model.MalformedException;
import io.gnocchi.core.model.Measures;
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

    /// What the resources are; labels become attributes of it as they are met.
    static final ResourceType TYPE =
            new ResourceType(
                    "prometheus_series",
                    ResourceType.State.ACTIVE,
                    new TreeMap<>(Map.of("job", label(), "instance", label())));

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

    /// The measures of a request, as far as they can be taken.
    ///
    /// @throws IntakeRefusedException when there are too many
    public static RemoteWrite of(RemoteRequest request, @Nullable String creator) {
        return RemoteRequest.reading(() -> {
            var write = new RemoteWrite(creator);
            for (var series : request.series()) {
                write.add(series);
            }
            return write;
        });
    }

    private void add(RemoteSeries series) throws IOException {
        try {
            var encoded = series.labels();
            var labels = EncodedLabels.read(encoded);
            boolean canonical = EncodedLabels.areCanonical(encoded, labels);
            var present = LabelledResource.present(labels);
            var name = present.remove(NAME);
            if (name == null) {
                throw new MalformedException("it has no label " + NAME);
            }
            var resource = LabelledResource.of(present);
            var counts = series.counts();
            var sums = series.sums();
            var place = add(resource, name, series.samples());
            if (place != null && canonical) {
                delivery.alsoKnownBy(RemoteRequest.Mapping.APART, encoded, place);
            }
            var _ = add(resource, name + "_count", counts);
            var _ = add(resource, name + "_sum", sums);
            samples += series.sampleCount();
            histograms += series.histogramCount();
        } catch (MalformedException e) {
            refused += series.sampleCount() + series.histogramCount();
            if (reason == null) {
                reason = e.getMessage();
            }
        }
    }

    private Delivery.@Nullable Place add(
            LabelledResource resource, String metric, Measures measures) {
        return measures.size() == 0
                ? null
                : delivery.addAll(resource.id(), resource.attributes(), metric, measures);
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
