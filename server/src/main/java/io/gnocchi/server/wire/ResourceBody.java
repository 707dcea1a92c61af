package io.gnocchi.server.wire;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a client wants a resource to be.
///
/// @param id as written; null in a change
/// @param attributes those named (`started_at`, `ended_at`, `user_id`, `project_id`) with an
///   `Instant`, a `String` or null
/// @param metrics null when not named
public record ResourceBody(
        @Nullable String id,
        SortedMap<String, @Nullable Object> attributes,
        @Nullable NamedMetrics metrics) {
    private static final String[] ATTRIBUTES = {"started_at", "ended_at", "user_id", "project_id"};

    /// Body of `POST /v1/resource/{type}`.
    ///
    /// @param now what relative times are relative to
    public static ResourceBody created(Json body, Instant now) {
        var members =
                Members.of(body, JsonPath.ROOT)
                        .only("id", "started_at", "ended_at", "user_id", "project_id", "metrics");
        var attributes = attributes(members, now);
        var metrics = metrics(members);
        var id = members.requiredText("id");
        requireOrder(attributes);
        return new ResourceBody(id, attributes, metrics);
    }

    /// Body of `PATCH /v1/resource/{type}/{id}`.
    ///
    /// @param now what relative times are relative to
    public static ResourceBody changed(Json body, Instant now) {
        var members =
                Members.of(body, JsonPath.ROOT)
                        .only("started_at", "ended_at", "user_id", "project_id", "metrics");
        var attributes = attributes(members, now);
        requireOrder(attributes);
        return new ResourceBody(null, attributes, metrics(members));
    }

    private static @Nullable NamedMetrics metrics(Members members) {
        var json = members.get("metrics");
        return json == null ? null : NamedMetrics.read(json, members.pathOf("metrics"));
    }

    private static SortedMap<String, @Nullable Object> attributes(Members members, Instant now) {
        var attributes = new TreeMap<String, @Nullable Object>();
        for (var name : ATTRIBUTES) {
            var json = members.get(name);
            if (json != null) {
                attributes.put(name, attribute(name, json, members.pathOf(name), now));
            }
        }
        return attributes;
    }

    private static @Nullable Object attribute(String name, Json json, JsonPath path, Instant now) {
        boolean isTime = name.endsWith("_at");
        if (json instanceof Json.Null && !name.equals("started_at")) {
            return null;
        }
        if (isTime) {
            return Times.instant(json, path, now);
        }
        return Members.bounded(Members.textOf(json, path), Names.MAX_LENGTH, path);
    }

    private static void requireOrder(SortedMap<String, @Nullable Object> attributes) {
        if (attributes.get("started_at") instanceof Instant start
                && attributes.get("ended_at") instanceof Instant end
                && start.isAfter(end)) {
            throw JsonPath.ROOT.wrong("Start timestamp cannot be after end timestamp");
        }
    }
}
