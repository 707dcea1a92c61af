package io.gnocchi.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.query.Operation.Operator;
import io.gnocchi.core.query.ValuePredicate.Compare;
import io.gnocchi.core.query.ValuePredicate.Term;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValuePredicateTest {
    private static final Term VALUE = new Term.Value();

    @Test
    void comparesWhatIsComputedFromTheValue() {
        var plus23 = new Term.Computed(Operator.ADD, VALUE, new Term.Constant(23));
        var atLeast50 = new Compare(Operator.GREATER_OR_EQUAL, plus23, new Term.Constant(50));

        assertThat(atLeast50.test(27)).isTrue();
        assertThat(atLeast50.test(26.9)).isFalse();
    }

    @Test
    void conditionsGoTogether() {
        var above1 = new Compare(Operator.GREATER, VALUE, new Term.Constant(1));
        var below3 = new Compare(Operator.LESS, VALUE, new Term.Constant(3));

        assertThat(new ValuePredicate.All(List.of(above1, below3)).test(2)).isTrue();
        assertThat(new ValuePredicate.All(List.of(above1, below3)).test(3)).isFalse();
        assertThat(new ValuePredicate.Any(List.of(above1, below3)).test(3)).isTrue();
        assertThat(new ValuePredicate.Not(above1).test(1)).isTrue();
    }

    @Test
    void nothingCompares() {
        var equal = new Compare(Operator.EQUAL, VALUE, VALUE);

        assertThat(equal.test(Double.NaN)).isFalse();
        assertThat(new ValuePredicate.Not(equal).test(Double.NaN)).isTrue();
    }
}
