package io.gnocchi.server.wire;

import io.gnocchi.core.model.MalformedException;
import io.gnocchi.core.model.ResourceType;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a client wants a resource to be.
///
/// @param id as written; null in a change
/// @param own those named of `started_at`, `ended_at`, `user_id` and `project_id`, with an
///   `Instant`, a `String` or null
/// @param ofType those named of what the type adds, in the types of their fields
/// @param metrics null when not named
public record ResourceBody(
        @Nullable String id,
        SortedMap<String, @Nullable Object> own,
        SortedMap<String, @Nullable Object> ofType,
        @Nullable NamedMetrics metrics) {
    private static final Set<String> OWN =
            Set.of("started_at", "ended_at", "user_id", "project_id");

    /// Body of `POST /v1/resource/{type}`.
    ///
    /// @param now what relative times are relative to
    public static ResourceBody created(Json body, ResourceType type, Instant now) {
        var members = members(body, type, "id", "metrics");
        var own = own(members, now);
        var ofType = ofType(members, type, now);
        var metrics = metrics(members);
        var required =
                type.attributes().entrySet().stream()
                        .filter(entry -> entry.getValue().required())
                        .map(Map.Entry::getKey)
                        .toArray(String[]::new);
        var id = members.requiredText("id");
        members.require(required);
        requireOrder(own);
        return new ResourceBody(id, own, ofType, metrics);
    }

    /// Body of `PATCH /v1/resource/{type}/{id}`.
    ///
    /// @param now what relative times are relative to
    public static ResourceBody changed(Json body, ResourceType type, Instant now) {
        var members = members(body, type, "metrics");
        var own = own(members, now);
        var ofType = ofType(members, type, now);
        return new ResourceBody(null, own, ofType, metrics(members));
    }

    /// Whether it says anything about attributes.
    public boolean namesAttributes() {
        return !own.isEmpty() || !ofType.isEmpty();
    }

    private static Members members(Json body, ResourceType type, String... others) {
        var known = new TreeSet<>(type.attributes().keySet());
        known.addAll(OWN);
        known.addAll(Set.of(others));
        return Members.of(body, JsonPath.ROOT).only(known.toArray(String[]::new));
    }

    private static @Nullable NamedMetrics metrics(Members members) {
        var json = members.get("metrics");
        return json == null ? null : NamedMetrics.read(json, members.pathOf("metrics"));
    }

    private static SortedMap<String, @Nullable Object> own(Members members, Instant now) {
        var own = new TreeMap<String, @Nullable Object>();
        for (var name : OWN) {
            var json = members.get(name);
            if (json != null) {
                own.put(name, own(name, json, members.pathOf(name), now));
            }
        }
        return own;
    }

    private static @Nullable Object own(String name, Json json, JsonPath path, Instant now) {
        if (json instanceof Json.Null && !name.equals("started_at")) {
            return null;
        }
        if (name.endsWith("_at")) {
            return time(json, path, now);
        }
        if (!(json instanceof Json.Text)) {
            throw path.wrong("not a valid value");
        }
        return Members.bounded(Members.textOf(json, path), Names.MAX_LENGTH, path);
    }

    /// Unlike for attributes of a type, clients are not told what is wrong with a time.
    private static Instant time(Json json, JsonPath path, Instant now) {
        try {
            return AttributeBody.moment(json, now);
        } catch (MalformedException _) {
            throw path.wrong("not a valid value");
        }
    }

    private static SortedMap<String, @Nullable Object> ofType(
            Members members, ResourceType type, Instant now) {
        var values = new TreeMap<String, @Nullable Object>();
        type.attributes()
                .forEach((name, attribute) -> {
                    var json = members.get(name);
                    if (json != null) {
                        values.put(
                                name,
                                AttributeBody.value(attribute, json, members.pathOf(name), now));
                    }
                });
        return values;
    }

    private static void requireOrder(SortedMap<String, @Nullable Object> own) {
        if (own.get("started_at") instanceof Instant start
                && own.get("ended_at") instanceof Instant end
                && start.isAfter(end)) {
            throw new MalformedException("Start timestamp cannot be after end timestamp");
        }
    }
}
