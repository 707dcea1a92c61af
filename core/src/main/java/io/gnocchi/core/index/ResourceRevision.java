package io.gnocchi.core.index;

import io.gnocchi.core.model.Refusal.BadAttribute;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.Resource;
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
    /// starts.
    public static Resource first(NewResource wanted) {
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
                        wanted.attributes(),
                        new TreeMap<>()));
    }

    /// The revision that follows; `before` itself when no attribute differs. Refused when a value
    /// cannot be.
    ///
    /// @param attributes as in [ResourceChange]
    public static Resource next(
            Resource before, Map<String, @Nullable Object> attributes, Instant now) {
        var changed = before;
        for (var attribute : attributes.entrySet()) {
            changed = with(changed, attribute.getKey(), attribute.getValue());
        }
        return changed.equals(before) ? before : startingAt(checked(changed), cut(now));
    }

    private static Resource with(Resource before, String attribute, @Nullable Object value) {
        var userId = before.userId();
        var projectId = before.projectId();
        var startedAt = before.startedAt();
        var endedAt = before.endedAt();
        switch (attribute) {
            case "user_id" -> userId = (String) value;
            case "project_id" -> projectId = (String) value;
            case "started_at" -> startedAt = start(before, value);
            case "ended_at" -> endedAt = value == null ? null : cut((Instant) value);
            default -> throw new IllegalArgumentException("no attribute " + attribute);
        }
        return copy(before, userId, projectId, startedAt, endedAt, before.revisionStart());
    }

    private static Resource startingAt(Resource changed, Instant revisionStart) {
        return copy(
                changed,
                changed.userId(),
                changed.projectId(),
                changed.startedAt(),
                changed.endedAt(),
                revisionStart);
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
                    new BadAttribute(resource.type(), "ended_at", end.toString()));
        }
        return resource;
    }

    private static Resource copy(
            Resource from,
            @Nullable String userId,
            @Nullable String projectId,
            Instant startedAt,
            @Nullable Instant endedAt,
            Instant revisionStart) {
        return new Resource(
                from.id(),
                from.originalId(),
                from.type(),
                from.creator(),
                userId,
                projectId,
                startedAt,
                endedAt,
                revisionStart,
                null,
                Resource.LIVE,
                from.attributes(),
                from.metrics());
    }

    /// The same revision with its metrics.
    public static Resource withMetrics(Resource from, SortedMap<String, UUID> metrics) {
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
                from.attributes(),
                metrics);
    }
}
