package io.gnocchi.core.index;

import io.gnocchi.core.model.Attribute;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.ResourceType;
import java.util.Locale;
import java.util.TreeMap;

/// What a resource type may become; pure, so that every index agrees.
public final class TypeRevision {
    /// More columns than this some databases cannot hold in a row.
    public static final int MAX_ATTRIBUTES = 100;

    private TypeRevision() {}

    /// The type itself. Refused when it has more attributes than fit.
    public static ResourceType first(ResourceType type) {
        if (type.attributes().size() > MAX_ATTRIBUTES) {
            throw unsupported(type, tooMany(type.name()));
        }
        return type;
    }

    /// The type after a change. Refused when it is not active, for a removed attribute that is not
    /// there, for a change of what kind of value an attribute holds, and when a required attribute
    /// would leave resources without a value.
    public static ResourceType next(ResourceType before, TypeChange change) {
        requireActive(before);
        if (before.name().equals(Index.GENERIC) && !change.set().isEmpty()) {
            throw unsupported(before, "Resource type generic takes no attributes");
        }
        var attributes = new TreeMap<>(before.attributes());
        for (var name : change.removed()) {
            if (attributes.remove(name) == null) {
                throw unsupported(before, "can't remove a non-existent object '" + name + "'");
            }
        }
        change.set()
                .forEach((name, definition) -> {
                    var old = attributes.put(name, definition.attribute());
                    requireSameKind(
                            before, name, old == null ? definition.attribute() : old, definition);
                    requireFill(before, name, definition);
                });
        return first(new ResourceType(before.name(), before.state(), attributes));
    }

    /// Refused when nothing can be done with resources of the type now.
    public static void requireActive(ResourceType type) {
        if (type.state() != ResourceType.State.ACTIVE) {
            throw unsupported(
                    type,
                    "Resource type %s state is %s (expected: active)"
                            .formatted(type.name(), type.state().name().toLowerCase(Locale.ROOT)));
        }
    }

    private static void requireSameKind(
            ResourceType type, String name, Attribute old, TypeChange.Definition definition) {
        var before = kind(old);
        var after = kind(definition.attribute());
        if (!before.equals(after)) {
            throw unsupported(
                    type,
                    "Type update is not available yet. Changing %s to %s for attribute %s of resource %s"
                            .formatted(before, after, name, type.name()));
        }
    }

    private static void requireFill(
            ResourceType type, String name, TypeChange.Definition definition) {
        var attribute = definition.attribute();
        var isNew = !attribute.equals(type.attributes().get(name));
        if (isNew && attribute.required() && definition.fill() == null) {
            throw unsupported(
                    type,
                    "Invalid input: Option 'fill' of resource attribute %s is invalid: must not be empty if required=True"
                            .formatted(name));
        }
    }

    /// As users write it.
    private static String kind(Attribute attribute) {
        return switch (attribute) {
            case Attribute.Text _ -> "string";
            case Attribute.Numeric _ -> "number";
            case Attribute.Identifier _ -> "uuid";
            case Attribute.Flag _ -> "bool";
            case Attribute.Moment _ -> "datetime";
        };
    }

    private static String tooMany(String name) {
        return "Resource type %s would have more than %d attributes"
                .formatted(name, MAX_ATTRIBUTES);
    }

    private static RefusedException unsupported(ResourceType type, String reason) {
        return new RefusedException(new Refusal.ResourceTypeUnsupportedChange(type.name(), reason));
    }
}
