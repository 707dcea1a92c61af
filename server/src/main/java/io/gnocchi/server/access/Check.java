package io.gnocchi.server.access;

import java.util.List;

/// A condition on caller and target, as a rule writes it.
sealed interface Check {

    /// `@` or nothing at all.
    record Always() implements Check {}

    /// `!`.
    record Never() implements Check {}

    /// Every one of them.
    record All(List<Check> of) implements Check {
        public All {
            of = List.copyOf(of);
        }
    }

    /// At least one of them.
    record Any(List<Check> of) implements Check {
        public Any {
            of = List.copyOf(of);
        }
    }

    record Not(Check of) implements Check {}

    /// `rule:NAME`.
    record Rule(String name) implements Check {}

    /// `role:NAME`, case not mattering.
    record Role(Template name) implements Check {}

    /// `user:%(creator)s`: the caller has this credential.
    record Credential(String name, Template value) implements Check {}

    /// `'open':%(kind)s`: the target has this value.
    record Literal(String text, Template value) implements Check {}
}
