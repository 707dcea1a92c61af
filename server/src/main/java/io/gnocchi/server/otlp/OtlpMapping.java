package io.gnocchi.server.otlp;

import io.gnocchi.core.model.Attribute;
import io.gnocchi.core.model.MalformedException;
import io.gnocchi.core.model.ResourceType;
import io.gnocchi.server.intake.LabelledResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where a point of a stream goes: different streams never become one metric, but for those that
/// differ only in their unit, or in whether a sum is monotonic.
///
/// The resource has three groups of labels: attributes of what is measured, those of the point, and
/// what is told of the stream itself. The metric has the stream's name, and for what has parts
/// `.count`, `.sum`, `.min`, `.max`; buckets and quantiles are labels of resources of their own.
final class OtlpMapping {
    /// What the resources are; labels become attributes of it as they are met.
    static final ResourceType TYPE =
            new ResourceType(
                    "otlp_series",
                    ResourceType.State.ACTIVE,
                    new TreeMap<>(
                            Map.of(
                                    "service_name", label(),
                                    "host_name", label(),
                                    "scope", label(),
                                    "kind", label(),
                                    "temporality", label(),
                                    "above", label(),
                                    "up_to", label(),
                                    "quantile", label())));

    /// Before the keys of a scope's own attributes.
    static final String SCOPE_PREFIX = "scope.";

    private static final String LONGEST_SUFFIX = ".quantile";
    private static final int MAX_NAME_LENGTH = 255;

    private @Nullable Stream stream;
    private String name = "";
    private SortedMap<String, String> own = new TreeMap<>();

    /// Of one resource, for many of its points have the same labels.
    private final Map<Groups, LabelledResource> labelled = new HashMap<>();

    /// Labels of a point, and of its stream.
    private record Groups(SortedMap<String, String> point, SortedMap<String, String> own) {}

    private static Attribute label() {
        return new Attribute.Text(false, 0, LabelledResource.MAX_ATTRIBUTE_LENGTH);
    }

    /// Notes who measures, as far as it is told.
    static void describe(Labels scope, String name, String version) {
        if (!name.isEmpty()) {
            scope.put("scope", name);
        }
        if (!version.isEmpty()) {
            scope.put("scope_version", version);
        }
    }

    /// Where one number goes.
    record Target(LabelledResource resource, String metric) {}

    /// A number and where it goes.
    record Value(Target target, double value, boolean inUnits) {}

    /// All numbers of a point, the one that stands for it first.
    ///
    /// @throws MalformedException when one of them cannot be kept
    List<Value> values(Stream of, Point.Measured point) {
        if (!of.equals(stream)) {
            begin(of);
        }
        return switch (point) {
            case Point.Single(var attributes, _, var value) -> {
                var target = new Target(labelled(of, attributes, own), name);
                yield List.of(new Value(target, value, true));
            }
            case Point.Distribution distribution -> distribution(of, distribution);
            case Point.Summary summary -> summary(of, summary);
        };
    }

    /// Finds out what the points of a stream have in common.
    private void begin(Stream next) {
        requireTemporality(next);
        name = escaped(next.name());
        own = new TreeMap<>(next.scope());
        if (next.kind().hasParts()) {
            own.put("kind", next.kind().text());
        }
        if (next.kind().isTemporal()) {
            own.put("temporality", next.temporality().text());
        }
        if (stream == null || !stream.resource().equals(next.resource())) {
            labelled.clear();
        }
        stream = next;
    }

    private static void requireTemporality(Stream stream) {
        if (stream.kind().isTemporal() && stream.temporality() == Stream.Temporality.UNSPECIFIED) {
            throw new MalformedException("the temporality is not told");
        }
    }

    private List<Value> distribution(Stream of, Point.Distribution point) {
        var whole = labelled(of, point.attributes(), own);
        var totals = point.totals();
        var values = new ArrayList<Value>();
        values.add(new Value(new Target(whole, name + ".count"), totals.count(), false));
        if (totals.sum() != null) {
            values.add(new Value(new Target(whole, name + ".sum"), totals.sum(), true));
        }
        if (totals.least() != null) {
            values.add(new Value(new Target(whole, name + ".min"), totals.least(), true));
        }
        if (totals.most() != null) {
            values.add(new Value(new Target(whole, name + ".max"), totals.most(), true));
        }
        for (var bucket : point.buckets()) {
            var bounds = Map.of("above", text(bucket.above()), "up_to", text(bucket.upTo()));
            var resource = labelled(of, point.attributes(), ownWith(bounds));
            values.add(new Value(new Target(resource, name + ".bucket"), bucket.count(), false));
        }
        return values;
    }

    private List<Value> summary(Stream of, Point.Summary point) {
        var whole = labelled(of, point.attributes(), own);
        var values = new ArrayList<Value>();
        values.add(new Value(new Target(whole, name + ".count"), point.count(), false));
        values.add(new Value(new Target(whole, name + ".sum"), point.sum(), true));
        for (var one : point.quantiles()) {
            var part = Map.of("quantile", text(one.quantile()));
            var resource = labelled(of, point.attributes(), ownWith(part));
            values.add(new Value(new Target(resource, name + ".quantile"), one.value(), true));
        }
        return values;
    }

    private SortedMap<String, String> ownWith(Map<String, String> part) {
        var all = new TreeMap<>(own);
        all.putAll(part);
        return all;
    }

    private LabelledResource labelled(
            Stream of, SortedMap<String, String> point, SortedMap<String, String> more) {
        return labelled.computeIfAbsent(
                new Groups(point, more),
                groups ->
                        LabelledResource.of(List.of(of.resource(), groups.point(), groups.own())));
    }

    /// Bounds as people write them: 5, 0.25, -Inf.
    private static String text(double number) {
        if (Double.isInfinite(number)) {
            return number > 0 ? "+Inf" : "-Inf";
        }
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    /// Metric names have no slashes, and other names must not become the same.
    private static String escaped(String name) {
        var escaped = name.replace("%", "%25").replace("/", "%2F");
        if (name.isEmpty()) {
            throw new MalformedException("a metric has no name");
        }
        if (name.indexOf('\0') >= 0) {
            throw new MalformedException("NUL character not allowed");
        }
        if (escaped.codePointCount(0, escaped.length()) + LONGEST_SUFFIX.length()
                > MAX_NAME_LENGTH) {
            throw new MalformedException(
                    "metric name longer than %d characters"
                            .formatted(MAX_NAME_LENGTH - LONGEST_SUFFIX.length()));
        }
        return escaped;
    }
}
