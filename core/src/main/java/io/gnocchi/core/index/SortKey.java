package io.gnocchi.core.index;

/// One key of an order.
public record SortKey(String key, Direction direction) {

    /// Ascending or descending, and where nulls go.
    public enum Direction {
        ASC,
        DESC,
        ASC_NULLS_FIRST,
        ASC_NULLS_LAST,
        DESC_NULLS_FIRST,
        DESC_NULLS_LAST
    }
}
