package io.gnocchi.core.index;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which rows of a listing to show.
///
/// @param limit at most so many, at least 1
/// @param marker id of the last row of the page before, if any
/// @param sort most significant first; the index appends the keys that make the order unique
public record Page(int limit, @Nullable String marker, List<SortKey> sort) {
    public Page {
        sort = List.copyOf(sort);
    }
}
