package io.gnocchi.core.index;

import io.gnocchi.core.model.Attribute;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How the attributes of a resource type change.
///
/// @param set attributes added, or redefined without changing what kind of value they hold
/// @param removed attributes whose values go, history included; none of them is in `set`
public record TypeChange(Map<String, Definition> set, Set<String> removed) {

    /// What an attribute becomes.
    ///
    /// @param fill the value existing resources and their history get where they have none; null
    ///   leaves them without, which a required attribute does not allow
    public record Definition(Attribute attribute, @Nullable Object fill) {
        public Definition {
            if (fill != null && !AttributeValues.isOf(attribute, fill)) {
                throw new IllegalArgumentException(fill + " is nothing for " + attribute);
            }
            fill = AttributeValues.stored(fill);
        }
    }

    public TypeChange {
        set = Map.copyOf(set);
        removed = Set.copyOf(removed);
        if (!Collections.disjoint(set.keySet(), removed)) {
            throw new IllegalArgumentException("set and removed: " + removed);
        }
    }
}
