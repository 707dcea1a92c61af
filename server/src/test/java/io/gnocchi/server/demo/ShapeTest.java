package io.gnocchi.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The figures are also those of `ui/test/fleet.test.js`: server and console simulate the same
/// fleet.
class ShapeTest {
    private final Fleet fleet = Fleet.packed();

    @Test
    void chanceIsTheConsoles() {
        assertThat(Shape.chance(3, 1_700_000_000)).isEqualTo(0.09684979286976159);
        assertThat(Shape.chance(0, -5)).isEqualTo(0.9832002436742187);
    }

    @Test
    void valuesAreTheConsoles() {
        var processor = fleet.things().getFirst().metrics().getFirst();
        assertThat(processor.shape().at(processor.number(), 1_700_043_210))
                .isCloseTo(44.54752541023755, within(1e-9));
        var memory = fleet.things().get(7).metrics().get(1);
        assertThat(memory.number()).isEqualTo(35);
        assertThat(memory.shape().at(memory.number(), 1_700_000_000))
                .isCloseTo(2908795462.320475, within(0.06));
    }

    @Test
    void valuesStayWithinTheirBounds() {
        assertThat(fleet.things()).hasSize(34);
        assertThat(fleet.things())
                .flatExtracting(Thing::metrics)
                .allSatisfy(metric ->
                        assertThat(day())
                                .allSatisfy(at ->
                                        assertThat(metric.shape().at(metric.number(), at))
                                                .isBetween(
                                                        metric.shape().least(),
                                                        metric.shape().most())));
    }

    private static Iterable<Long> day() {
        return LongStream.range(0, 96)
                .map(quarter -> 1_700_000_000 + quarter * 900)
                .boxed()
                .toList();
    }
}
