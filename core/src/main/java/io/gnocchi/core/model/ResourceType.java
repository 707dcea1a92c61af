package io.gnocchi.core.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What resources of one kind are described by, besides what every resource has.
///
/// @param attributes by name
public record ResourceType(String name, State state, SortedMap<String, Attribute> attributes) {

    /// Whether resources of the type can be made.
    public enum State {
        ACTIVE,
        CREATING,
        CREATION_ERROR,
        DELETING,
        DELETION_ERROR,
        UPDATING,
        UPDATING_ERROR
    }

    /// The type every resource has, whatever else it is; it cannot be deleted.
    public static final ResourceType GENERIC =
            new ResourceType("generic", State.ACTIVE, new TreeMap<>());

    public ResourceType {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }
}
