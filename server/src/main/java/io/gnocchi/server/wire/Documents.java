package io.gnocchi.server.wire;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.ArchivePolicyRule;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Resource;
import io.gnocchi.core.model.ResourceType;
import io.gnocchi.core.model.Timestamps;
import io.gnocchi.core.query.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The nouns as clients see them.
public final class Documents {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private Documents() {}

    public static void write(JsonWriter json, ArchivePolicy policy) {
        json.beginObject();
        json.name("name").value(policy.name());
        json.name("back_window").value(policy.backWindow());
        json.name("definition").beginArray();
        for (var retention : policy.definition()) {
            var timespan = retention.timespan();
            var points = retention.points();
            json.beginObject();
            json.name("timespan").value(timespan == null ? null : timespan.toPythonText());
            json.name("granularity").value(retention.granularity().toPythonText());
            json.name("points").tree(points);
            json.endObject();
        }
        json.endArray();
        json.name("aggregation_methods");
        write(json, policy.methods());
        json.endObject();
    }

    public static void write(JsonWriter json, Collection<AggregationMethod> methods) {
        json.tree(methods.stream().map(AggregationMethod::text).toList());
    }

    public static void write(JsonWriter json, ArchivePolicyRule rule) {
        json.beginObject();
        json.name("name").value(rule.name());
        json.name("archive_policy_name").value(rule.archivePolicyName());
        json.name("metric_pattern").value(rule.metricPattern());
        json.endObject();
    }

    /// A metric just created: its policy by name.
    public static void writeShort(JsonWriter json, Metric metric) {
        json.beginObject();
        writeOwn(json, metric);
        json.name("resource_id").value(metric.resourceId());
        json.name("archive_policy_name").value(metric.policy().name());
        json.endObject();
    }

    /// A metric in a list: its policy whole.
    public static void writeListed(JsonWriter json, Metric metric) {
        json.beginObject();
        writeOwn(json, metric);
        json.name("resource_id").value(metric.resourceId());
        json.name("archive_policy");
        write(json, metric.policy());
        json.endObject();
    }

    public static void writeListed(JsonWriter json, Collection<Metric> metrics) {
        json.beginArray();
        metrics.forEach(metric -> writeListed(json, metric));
        json.endArray();
    }

    /// A metric asked for by itself: with its policy and its resource, if any.
    public static void writeDetailed(JsonWriter json, Metric metric, @Nullable Resource resource) {
        json.beginObject();
        writeOwn(json, metric);
        json.name("archive_policy");
        write(json, metric.policy());
        json.name("resource");
        if (resource == null) {
            json.nullValue();
        } else {
            write(json, resource, false, Set.of());
        }
        json.endObject();
    }

    public static void write(JsonWriter json, ResourceType type) {
        json.beginObject();
        json.name("name").value(type.name());
        json.name("state").value(type.state().name().toLowerCase(Locale.ROOT));
        json.name("attributes").beginObject();
        type.attributes()
                .forEach((name, attribute) -> json.name(name).value(AttributeBody.json(attribute)));
        json.endObject();
        json.endObject();
    }

    public static void write(JsonWriter json, Resource resource) {
        write(json, resource, true, Set.of());
    }

    /// Resources in a list.
    ///
    /// @param attributes which to show; empty shows all
    public static void write(
            JsonWriter json, Collection<Resource> resources, Set<String> attributes) {
        json.beginArray();
        resources.forEach(resource -> write(json, resource, true, attributes));
        json.endArray();
    }

    /// Points as `[timestamp, granularity, value]`, coarsest granularity first. Timestamps show
    /// whole seconds.
    public static void write(JsonWriter json, List<Answer> answers) {
        var time = new PointTime();
        json.series(0);
        json.beginArray();
        for (var answer : answers) {
            json.series(answer.timestamps().length);
            var granularity = granularity(answer.label());
            for (int i = 0; i < answer.timestamps().length; i++) {
                json.beginArray();
                json.token(time.of(answer.timestamps()[i]));
                json.token(granularity);
                json.value(answer.values()[i]);
                json.endArray();
            }
        }
        json.endArray();
    }

    private static byte[] granularity(Answer.Label label) {
        var text =
                switch (label) {
                    case Answer.Label.Span(var span) ->
                            PythonFloat.text((double) span.nanos() / NANOS_PER_SECOND);
                    case Answer.Label.Calendar(var unit) -> '"' + unit.letter() + '"';
                };
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void writeOwn(JsonWriter json, Metric metric) {
        json.name("id").value(metric.id());
        json.name("creator").value(metric.creator());
        json.name("created_by_user_id").value(Creators.user(metric.creator()));
        json.name("created_by_project_id").value(Creators.project(metric.creator()));
        json.name("name").value(metric.name());
        json.name("unit").value(metric.unit());
    }

    private static void write(
            JsonWriter json, Resource resource, boolean withMetrics, Set<String> attributes) {
        var shown = new Shown(json, attributes);
        json.beginObject();
        shown.text("id", resource.id().toString());
        shown.text("original_resource_id", resource.originalId());
        shown.text("type", resource.type());
        shown.text("creator", resource.creator());
        shown.text("created_by_user_id", Creators.user(resource.creator()));
        shown.text("created_by_project_id", Creators.project(resource.creator()));
        shown.text("user_id", resource.userId());
        shown.text("project_id", resource.projectId());
        shown.value("started_at", resource.startedAt());
        shown.value("ended_at", resource.endedAt());
        shown.value("revision_start", resource.revisionStart());
        shown.value("revision_end", resource.revisionEnd());
        resource.attributes().forEach(shown::value);
        if (withMetrics && shown.has("metrics")) {
            json.name("metrics").tree(resource.metrics());
        }
        json.endObject();
    }

    /// The members a client wants to see.
    private record Shown(JsonWriter json, Set<String> attributes) {
        boolean has(String name) {
            return attributes.isEmpty() || attributes.contains(name);
        }

        void text(String name, @Nullable String value) {
            if (has(name)) {
                json.name(name).value(value);
            }
        }

        void value(String name, @Nullable Object value) {
            if (has(name)) {
                json.name(name)
                        .tree(
                                value instanceof Instant time
                                        ? Timestamps.resourceText(time)
                                        : value);
            }
        }
    }
}
