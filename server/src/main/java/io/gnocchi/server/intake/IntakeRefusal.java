package io.gnocchi.server.intake;

/// Why something foreign is not taken. Nothing of its request counts.
public sealed interface IntakeRefusal {

    /// A text for the caller.
    String reason();

    /// It cannot be understood, or what it says cannot be kept.
    ///
    /// @param where what is wrong: `line`, `key`, `series`, `body`
    record Malformed(String where, String reason) implements IntakeRefusal {}

    /// It is more than a request may be.
    record TooLarge(String reason) implements IntakeRefusal {}

    /// A statement of a query language that nobody here speaks.
    record UnknownStatement(String reason) implements IntakeRefusal {}

    /// No archive policy rule covers a new metric.
    record NoPolicy(String metricName) implements IntakeRefusal {
        @Override
        public String reason() {
            return "No archive policy name specified and no archive policy rule found matching the"
                    + " metric name "
                    + metricName;
        }
    }

    /// Resources of the type need an attribute that the protocol does not carry, or not like this.
    record UnfitAttribute(String resourceType, String attribute) implements IntakeRefusal {
        @Override
        public String reason() {
            return "Attribute %s of resource type %s cannot be filled from this request"
                    .formatted(attribute, resourceType);
        }
    }
}
