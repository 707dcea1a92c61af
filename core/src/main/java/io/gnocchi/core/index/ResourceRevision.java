package io.gnocchi.core.index;

import io.gnocchi.core.model.Refusal.BadAttribute;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.Resource;
import io.gnocchi.core.model.ResourceType;
import io.gnocchi.core.model.Timestamps;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How one revision of a resource follows from another; pure, so that every index agrees.
public final class ResourceRevision {
    private ResourceRevision() {}

    /// The revision a resource begins with, without its metrics. Refused when it ends before it
    /// starts, and for attributes its type does not have or demands.
    ///
    /// @param type that of the resource
    public static Resource first(NewResource wanted, ResourceType type) {
        return checked(
                new Resource(
                        wanted.id(),
                        wanted.originalId(),
                        wanted.type(),
                        wanted.creator(),
                        wanted.userId(),
                        wanted.projectId(),
                        cut(wanted.startedAt()),
                        wanted.endedAt() == null ? null : cut(wanted.endedAt()),
                        cut(wanted.now()),
                        null,
                        Resource.LIVE,
                        AttributeValues.first(type, wanted.attributes()),
                        new TreeMap<>()));
    }

    /// The revision that follows; `before` itself when no attribute differs. Refused when a value
    /// cannot be.
    ///
    /// @param view the type through which the resource is changed: its own, or `generic`, which
    ///   knows none of its attributes
    /// @param attributes as in [ResourceChange]
    public static Resource next(
            Resource before,
            ResourceType view,
            Map<String, @Nullable Object> attributes,
            Instant now) {
        var userId = before.userId();
        var projectId = before.projectId();
        var startedAt = before.startedAt();
        var endedAt = before.endedAt();
        var ofType = new TreeMap<String, @Nullable Object>();
        for (var attribute : attributes.entrySet()) {
            var value = attribute.getValue();
            switch (attribute.getKey()) {
                case "user_id" -> userId = (String) value;
                case "project_id" -> projectId = (String) value;
                case "started_at" -> startedAt = start(before, value);
                case "ended_at" -> endedAt = value == null ? null : cut((Instant) value);
                default -> ofType.put(attribute.getKey(), value);
            }
        }
        var changed =
                new Resource(
                        before.id(),
                        before.originalId(),
                        before.type(),
                        before.creator(),
                        userId,
                        projectId,
                        startedAt,
                        endedAt,
                        before.revisionStart(),
                        null,
                        Resource.LIVE,
                        AttributeValues.with(view, before.attributes(), ofType),
                        before.metrics());
        return changed.equals(before)
                ? before
                : lasting(checked(changed), cut(now), null, Resource.LIVE);
    }

    /// Whether measures show that a resource that has ended still lives.
    ///
    /// @param endedAt of the resource
    /// @param measured timestamp of the newest measure of one of its metrics; whole seconds count
    public static boolean isRevivedBy(Instant endedAt, Instant measured) {
        return !endedAt.isAfter(measured.truncatedTo(ChronoUnit.SECONDS));
    }

    private static Instant start(Resource resource, @Nullable Object value) {
        if (value == null) {
            throw new RefusedException(new BadAttribute(resource.type(), "started_at", "null"));
        }
        return cut((Instant) value);
    }

    private static Instant cut(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    private static Resource checked(Resource resource) {
        var end = resource.endedAt();
        if (end != null && end.isBefore(resource.startedAt())) {
            throw new RefusedException(
                    new BadAttribute(
                            resource.type(),
                            "ended_at",
                            Timestamps.resourceText(end).replace('T', ' ')));
        }
        return resource;
    }

    private static Resource lasting(
            Resource from, Instant start, @Nullable Instant end, long revision) {
        return new Resource(
                from.id(),
                from.originalId(),
                from.type(),
                from.creator(),
                from.userId(),
                from.projectId(),
                from.startedAt(),
                from.endedAt(),
                start,
                end,
                revision,
                from.attributes(),
                from.metrics());
    }

    /// A live revision as it is remembered when another follows.
    ///
    /// @param revision its number
    static Resource over(Resource live, Instant end, long revision) {
        return lasting(live, live.revisionStart(), end, revision);
    }

    /// The same revision with its metrics.
    public static Resource withMetrics(Resource from, SortedMap<String, UUID> metrics) {
        return with(from, from.attributes(), metrics);
    }

    /// The same revision with what its type adds, or with nothing of that.
    public static Resource withAttributes(
            Resource from, SortedMap<String, @Nullable Object> attributes) {
        return with(from, attributes, from.metrics());
    }

    private static Resource with(
            Resource from,
            SortedMap<String, @Nullable Object> attributes,
            SortedMap<String, UUID> metrics) {
        return new Resource(
                from.id(),
                from.originalId(),
                from.type(),
                from.creator(),
                from.userId(),
                from.projectId(),
                from.startedAt(),
                from.endedAt(),
                from.revisionStart(),
                from.revisionEnd(),
                from.revision(),
                attributes,
                metrics);
    }
}
