package io.gnocchi.core.index;

/// One key of an order.
public record SortKey(String key, Direction direction) {

    /// Ascending or descending, and where nulls go. Where it is not said, null counts as the
    /// largest.
    public enum Direction {
        ASC,
        DESC,
        ASC_NULLS_FIRST,
        ASC_NULLS_LAST,
        DESC_NULLS_FIRST,
        DESC_NULLS_LAST;

        public boolean isDescending() {
            return switch (this) {
                case ASC, ASC_NULLS_FIRST, ASC_NULLS_LAST -> false;
                case DESC, DESC_NULLS_FIRST, DESC_NULLS_LAST -> true;
            };
        }

        public boolean nullsFirst() {
            return switch (this) {
                case DESC, ASC_NULLS_FIRST, DESC_NULLS_FIRST -> true;
                case ASC, ASC_NULLS_LAST, DESC_NULLS_LAST -> false;
            };
        }
    }
}
