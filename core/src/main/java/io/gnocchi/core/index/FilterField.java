package io.gnocchi.core.index;

import io.gnocchi.core.model.Attribute;

/// What a filter or an order may name, and what it holds.
public record FilterField(String name, Kind kind) {

    /// What a field holds, besides null.
    public enum Kind {
        /// A `String`.
        TEXT,
        /// A `Double`.
        NUMBER,
        /// A `UUID`.
        ID,
        /// A `Boolean`.
        FLAG,
        /// An `Instant`, cut to microseconds.
        MOMENT,
        /// A `Long`.
        WHOLE,
        /// A length of time in microseconds, as a `Long`.
        SPAN;

        static Kind of(Attribute attribute) {
            return switch (attribute) {
                case Attribute.Text _ -> TEXT;
                case Attribute.Numeric _ -> NUMBER;
                case Attribute.Identifier _ -> ID;
                case Attribute.Flag _ -> FLAG;
                case Attribute.Moment _ -> MOMENT;
            };
        }
    }
}
