package io.gnocchi.core.query;

/// What becomes of instants at which only some of several series have a value.
public sealed interface Gaps {

    /// The missing value is this one.
    record Value(double value) implements Gaps {}

    /// It stays missing, and so many percent of the instants must have all values. Where the caller
    /// sets no bounds, instants before the first and after the last complete one are left out.
    record Overlap(double percent) implements Gaps {}

    /// Named ways.
    enum Fill implements Gaps {
        /// It stays missing; results that are not finite are left out.
        DROPNA,
        /// It stays missing, and NaN is shown.
        NULL,
        /// The value before; results that are not finite are left out, as for all that follow.
        FFILL,
        /// The value after.
        BFILL,
        /// The value before; in front of the first, the first.
        FULL_FFILL,
        /// The value after; behind the last, the last.
        FULL_BFILL
    }

    /// Whether results that are not finite are left out.
    default boolean finiteOnly() {
        return this instanceof Fill fill && fill != Fill.NULL;
    }
}
