package io.gnocchi.core.model;

import org.jspecify.annotations.Nullable;

/// What one attribute of a resource type holds.
public sealed interface Attribute {

    /// Whether every resource of the type must have a value.
    boolean required();

    /// A `String` of so many characters.
    record Text(boolean required, int minLength, int maxLength) implements Attribute {
        public Text {
            if (minLength < 0 || minLength > maxLength) {
                throw new IllegalArgumentException(
                        "no text of " + minLength + " to " + maxLength + " characters");
            }
        }
    }

    /// A `Double`.
    ///
    /// @param min null when there is no least value
    /// @param max null when there is no largest value
    record Numeric(boolean required, @Nullable Double min, @Nullable Double max)
            implements Attribute {
        public Numeric {
            if (min != null && max != null && min > max) {
                throw new IllegalArgumentException("no number from " + min + " to " + max);
            }
        }
    }

    /// A `UUID`.
    record Identifier(boolean required) implements Attribute {}

    /// A `Boolean`.
    record Flag(boolean required) implements Attribute {}

    /// An `Instant`, cut to microseconds.
    record Moment(boolean required) implements Attribute {}
}
