package io.gnocchi.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.Attribute;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AttributeBodyTest {

    static Stream<Attribute> attributes() {
        return Stream.of(
                new Attribute.Text(true, 0, 256),
                new Attribute.Text(false, 3, 3),
                new Attribute.Numeric(true, null, null),
                new Attribute.Numeric(false, -2.5, 1e300),
                new Attribute.Numeric(false, 0.0, null),
                new Attribute.Identifier(true),
                new Attribute.Flag(false),
                new Attribute.Moment(true));
    }

    @ParameterizedTest
    @MethodSource("attributes")
    void whatIsShownCanBeWritten(Attribute attribute) {
        assertThat(AttributeBody.read(AttributeBody.json(attribute), JsonPath.ROOT))
                .isEqualTo(attribute);
    }

    @Test
    void boundsByChanceAreKept() {
        for (long seed = 0; seed < 1_000; seed++) {
            var random = new Random(seed);
            double one = bound(random);
            double other = bound(random);
            var attribute = new Attribute.Numeric(true, Math.min(one, other), Math.max(one, other));
            assertThat(AttributeBody.read(AttributeBody.json(attribute), JsonPath.ROOT))
                    .as("seed %d", seed)
                    .isEqualTo(attribute);
        }
    }

    private static double bound(Random random) {
        return random.nextBoolean() ? random.nextInt() : random.nextGaussian() * 1e20;
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "-2, -2", "10.5, 10.5", "1e15, 1000000000000000.0", "1e22, 1e+22"})
    void wholeBoundsHaveNoPoint(double bound, String text) {
        assertThat(shownMinimum(new Attribute.Numeric(true, bound, null))).isEqualTo(text);
    }

    private static @Nullable String shownMinimum(Attribute attribute) {
        return AttributeBody.json(attribute).members().get("min") instanceof Json.Numeral min
                ? min.literal()
                : null;
    }
}
