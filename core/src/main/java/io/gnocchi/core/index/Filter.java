package io.gnocchi.core.index;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A condition on resources or metrics, as users and tenancy write it.
///
/// Values are what a client can write (`String`, `Double`, `Boolean`, null) or what they already
/// stand for (`UUID`, `Instant`); the index turns them into the type of their field and refuses
/// those that cannot be.
public sealed interface Filter {

    /// Lets everything pass.
    Filter EVERYTHING = new All(List.of());

    /// Every one of them; nothing in it lets everything pass.
    record All(List<Filter> of) implements Filter {
        public All {
            of = List.copyOf(of);
        }
    }

    /// At least one of them; nothing in it lets nothing pass.
    record Any(List<Filter> of) implements Filter {
        public Any {
            of = List.copyOf(of);
        }
    }

    record Not(Filter of) implements Filter {}

    /// How a field compares with a value. `NOT_EQUAL` with a value also lets an absent field pass;
    /// `EQUAL` and `NOT_EQUAL` with null ask whether the field is absent.
    enum Comparison {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL
    }

    record Compare(String field, Comparison comparison, @Nullable Object value) implements Filter {}

    /// The field has one of these values.
    record OneOf(String field, List<@Nullable Object> values) implements Filter {
        public OneOf(String field, List<@Nullable Object> values) {
            this.field = field;
            this.values = Collections.unmodifiableList(new ArrayList<>(values));
        }
    }

    /// The field is a text that matches an SQL pattern (`%`, `_`), case mattering.
    record Like(String field, String pattern) implements Filter {}
}
