package io.gnocchi.core.index;

import java.util.List;

/// A [Filter] whose fields are known and whose values have the types of their fields.
///
/// It is judged as SQL judges: comparing an absent field gives neither yes nor no, and passes
/// neither as it stands nor negated.
public sealed interface TypedFilter {

    /// Every one of them.
    record All(List<TypedFilter> of) implements TypedFilter {
        public All {
            of = List.copyOf(of);
        }
    }

    /// At least one of them.
    record Any(List<TypedFilter> of) implements TypedFilter {
        public Any {
            of = List.copyOf(of);
        }
    }

    record Not(TypedFilter of) implements TypedFilter {}

    record Absent(FilterField field) implements TypedFilter {}

    /// Neither yes nor no: an order in which null cannot stand was asked for.
    record Unknown() implements TypedFilter {}

    record Compare(FilterField field, Filter.Comparison comparison, Object value)
            implements TypedFilter {}

    /// @param values at least one
    record OneOf(FilterField field, List<Object> values) implements TypedFilter {
        public OneOf {
            values = List.copyOf(values);
        }
    }

    record Like(FilterField field, String pattern) implements TypedFilter {}
}
