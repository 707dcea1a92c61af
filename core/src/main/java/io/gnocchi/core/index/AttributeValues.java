package io.gnocchi.core.index;

import io.gnocchi.core.model.Attribute;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.ResourceType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The values of the attributes a type adds to its resources; pure, so that every index agrees.
///
/// Whoever wrote them looked at the type before; it may have changed since, so here they are held
/// against what the type is now.
final class AttributeValues {
    private AttributeValues() {}

    /// Whether an attribute can hold a value of this class.
    static boolean isOf(Attribute attribute, Object value) {
        return switch (attribute) {
            case Attribute.Text _ -> value instanceof String;
            case Attribute.Numeric _ -> value instanceof Double;
            case Attribute.Identifier _ -> value instanceof UUID;
            case Attribute.Flag _ -> value instanceof Boolean;
            case Attribute.Moment _ -> value instanceof Instant;
        };
    }

    /// The values of a new resource, null where none is given. Refused for a name the type does not
    /// have, and when a required value is missing.
    static SortedMap<String, @Nullable Object> first(
            ResourceType type, Map<String, @Nullable Object> given) {
        var none = new TreeMap<String, @Nullable Object>();
        type.attributes().keySet().forEach(name -> none.put(name, null));
        var values = with(type, none, given);
        type.attributes()
                .forEach((name, attribute) -> {
                    if (attribute.required() && values.get(name) == null) {
                        throw bad(type, name, null);
                    }
                });
        return values;
    }

    /// The values after a change. Refused as [#first], for what is given.
    static SortedMap<String, @Nullable Object> with(
            ResourceType type,
            SortedMap<String, @Nullable Object> before,
            Map<String, @Nullable Object> given) {
        var values = new TreeMap<String, @Nullable Object>(before);
        given.forEach((name, value) -> values.put(name, checked(type, name, value)));
        return values;
    }

    private static @Nullable Object checked(
            ResourceType type, String name, @Nullable Object value) {
        var attribute = type.attributes().get(name);
        if (attribute == null) {
            throw new RefusedException(new Refusal.NoAttribute(type.name(), name));
        }
        if (value == null ? attribute.required() : !isOf(attribute, value)) {
            throw bad(type, name, value);
        }
        return stored(value);
    }

    private static RefusedException bad(ResourceType type, String name, @Nullable Object value) {
        return new RefusedException(
                new Refusal.BadAttribute(type.name(), name, String.valueOf(value)));
    }

    /// As it is kept: moments cut to microseconds, and no negative zero, which not every database
    /// can tell from the other.
    static @Nullable Object stored(@Nullable Object value) {
        return switch (value) {
            case Instant moment -> moment.truncatedTo(ChronoUnit.MICROS);
            case Double number -> number + 0.0;
            case null, default -> value;
        };
    }
}
