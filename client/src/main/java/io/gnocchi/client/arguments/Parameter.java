package io.gnocchi.client.arguments;

/// An argument that is known by its place.
///
/// @param key under which name its values are found
/// @param name how usage and help call it
/// @param count how many of them there may be
public record Parameter(String key, String name, Count count, String help) {
    /// How many arguments stand in a place.
    public enum Count {
        /// Exactly one.
        ONE,
        /// One or none.
        OPTIONAL,
        /// One or more.
        SEVERAL,
        /// Any number.
        ANY
    }

    /// Exactly one.
    public static Parameter one(String name, String help) {
        return new Parameter(name, name, Count.ONE, help);
    }

    /// One or none.
    public static Parameter optional(String name, String help) {
        return new Parameter(name, name, Count.OPTIONAL, help);
    }

    /// One or more.
    public static Parameter several(String name, String help) {
        return new Parameter(name, name, Count.SEVERAL, help);
    }

    /// The same, called otherwise by usage and help.
    public Parameter shownAs(String another) {
        return new Parameter(key, another, count, help);
    }

    boolean needed() {
        return count == Count.ONE || count == Count.SEVERAL;
    }
}
