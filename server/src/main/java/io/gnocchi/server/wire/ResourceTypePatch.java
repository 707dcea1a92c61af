package io.gnocchi.server.wire;

import io.gnocchi.core.index.TypeChange;
import io.gnocchi.core.model.Attribute;
import io.gnocchi.core.model.MalformedException;
import io.gnocchi.core.model.ResourceType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A change of a resource type as JSON Patch (RFC 6902): `add` and `remove` of attributes.
///
/// A new or redefined attribute may carry `"options": {"fill": value}`, what resources get that
/// have no value; a required one must.
///
/// @param steps in order
public record ResourceTypePatch(List<Step> steps) {
    private static final String ATTRIBUTES = "attributes";
    private static final int MAX_STEPS = 1000;

    /// One operation.
    ///
    /// @param path what leads to the value below the attributes; empty for all of them
    /// @param value null removes
    record Step(List<String> path, @Nullable Json value) {}

    public ResourceTypePatch {
        steps = List.copyOf(steps);
    }

    /// Body of `PATCH /v1/resource_type/{name}`.
    public static ResourceTypePatch read(Json body) {
        if (!(body instanceof Json.Sequence(var items))) {
            throw JsonPath.ROOT.wrong("expected a list");
        }
        if (items.size() > MAX_STEPS) {
            throw JsonPath.ROOT.wrong("length of value must be at most " + MAX_STEPS);
        }
        var steps = new ArrayList<Step>();
        for (var item : items) {
            steps.add(step(item, JsonPath.ROOT.index(steps.size())));
        }
        return new ResourceTypePatch(steps);
    }

    private static Step step(Json item, JsonPath place) {
        var members = Members.of(item, place).only("op", "path", "value");
        requireMember(members, "op", "Operation does not contain 'op' member");
        requireMember(members, "path", "Operation must have a 'path' member");
        var operation = members.requiredText("op");
        var path = path(members.requiredText("path"), members.pathOf("path"));
        return switch (operation) {
            case "remove" -> new Step(path, null);
            case "add" -> new Step(path, value(members));
            default -> throw members.pathOf("op").wrong("not a valid value");
        };
    }

    private static void requireMember(Members members, String name, String complaint) {
        if (!members.has(name)) {
            throw new MalformedException(complaint);
        }
    }

    private static Json value(Members members) {
        requireMember(members, "value", "The operation does not contain a 'value' member");
        var value = members.required("value");
        if (value instanceof Json.Dictionary) {
            return value;
        }
        throw members.pathOf("value").wrong("expected dict");
    }

    private static List<String> path(String pointer, JsonPath place) {
        var tokens =
                Arrays.stream(pointer.split("/", -1))
                        .map(token -> token.replace("~1", "/").replace("~0", "~"))
                        .toList();
        boolean isOurs =
                tokens.size() >= 2
                        && tokens.getFirst().isEmpty()
                        && ATTRIBUTES.equals(tokens.get(1));
        if (!isOurs) {
            throw place.wrong("not a valid value");
        }
        return tokens.subList(2, tokens.size());
    }

    /// What the steps make of a type.
    ///
    /// @param now what relative times of fill values are relative to
    /// @throws MalformedException when a step or what comes out cannot be
    public TypeChange of(ResourceType before, Instant now) {
        var old = new LinkedHashMap<String, Json>();
        before.attributes()
                .forEach((name, attribute) -> old.put(name, AttributeBody.json(attribute)));
        var patched = patched(old);
        var removed = new TreeSet<>(old.keySet());
        removed.removeAll(patched.keySet());
        // What stays as it is may be more than a client could define.
        patched.entrySet().removeAll(old.entrySet());
        var set = new HashMap<String, TypeChange.Definition>();
        patched.forEach((name, json) -> {
            var definition = definition(name, json, now);
            var attribute = before.attributes().get(name);
            if (definition.fill() != null || !definition.attribute().equals(attribute)) {
                set.put(name, definition);
            }
        });
        return new TypeChange(set, removed);
    }

    /// The definitions by name after all steps.
    private Map<String, Json> patched(Map<String, Json> before) {
        Json attributes = new Json.Dictionary(before);
        for (var step : steps) {
            attributes = changed(attributes, step.path(), step.value());
        }
        return new LinkedHashMap<>(((Json.Dictionary) attributes).members());
    }

    /// @param value null removes
    private static Json changed(Json json, List<String> path, @Nullable Json value) {
        if (path.isEmpty()) {
            return value == null ? new Json.Dictionary(Map.of()) : value;
        }
        var name = path.getFirst();
        if (!(json instanceof Json.Dictionary(var old))) {
            throw new MalformedException("member '%s' not found".formatted(name));
        }
        var members = new LinkedHashMap<>(old);
        var member = members.get(name);
        if (path.size() == 1 && value != null) {
            members.put(name, value);
        } else if (member == null) {
            throw new MalformedException(
                    path.size() == 1
                            ? "can't remove a non-existent object '%s'".formatted(name)
                            : "member '%s' not found".formatted(name));
        } else if (path.size() == 1) {
            members.remove(name);
        } else {
            members.put(name, changed(member, path.subList(1, path.size()), value));
        }
        return new Json.Dictionary(members);
    }

    private static TypeChange.Definition definition(String name, Json json, Instant now) {
        try {
            return read(name, json, now);
        } catch (InvalidInputException e) {
            // The place is one in the type and not in the body.
            throw new MalformedException("Invalid input: " + e.reason());
        }
    }

    private static TypeChange.Definition read(String name, Json json, Instant now) {
        var path = JsonPath.ROOT.key(ATTRIBUTES).key(name);
        AttributeBody.requireName(name, path);
        if (!(json instanceof Json.Dictionary(var members))) {
            throw path.wrong("expected a dictionary");
        }
        var own = new LinkedHashMap<>(members);
        var options = own.remove("options");
        var attribute = AttributeBody.read(new Json.Dictionary(own), path);
        return new TypeChange.Definition(
                attribute, options == null ? null : fill(name, attribute, options, path, now));
    }

    private static @Nullable Object fill(
            String name, Attribute attribute, Json options, JsonPath path, Instant now) {
        var place = path.key("options");
        var fill = Members.of(options, place).only("fill").get("fill");
        if (fill == null || fill instanceof Json.Null) {
            return null;
        }
        try {
            return AttributeBody.value(attribute, fill, JsonPath.ROOT, now);
        } catch (InvalidInputException e) {
            throw new MalformedException(
                    "Invalid input: Option 'fill' of resource attribute %s is invalid: %s"
                            .formatted(name, e.reason()));
        }
    }
}
