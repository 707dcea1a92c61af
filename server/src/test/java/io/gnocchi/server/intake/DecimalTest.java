package io.gnocchi.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "-0.0",
                "+1",
                ".5",
                "2.",
                "-.5e3",
                "1e-3",
                "0.1",
                "1700000000.123456789",
                "9007199254740991",
                "9007199254740992",
                "9007199254740993",
                "900719925474099.3",
                "18446744073709551616",
                "123456789012345678901234567890",
                "0.00000000000000000000001",
                "0.000000000000000000000000000000000000000001",
                "1.7976931348623157e308",
                "4.9e-324",
                "1e-400"
            })
    void isTheNearestDouble(String text) {
        assertThat(parsed(text)).isEqualTo(Double.valueOf(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "+", "-", ".", "+.", "e5", ".e5", "1e", "1e+", "--1", "1x", "x1", "1 ", " 1",
                "nan", "inf", "0x10", "1_0", "1d", "1e5f", "1.2.3", "٣"
            })
    void anythingElseIsNone(String text) {
        assertThat(parsed(text)).isNaN();
    }

    @Test
    void whatIsTooLargeIsInfinite() {
        assertThat(parsed("1e999")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(parsed("-1e999")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(parsed("1".repeat(399))).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(parsed("1".repeat(401))).isNaN();
    }

    @Test
    void partOfATextIsReadAlone() {
        assertThat(Decimal.parse("a 12.5 3", 2, 6)).isEqualTo(12.5);
        assertThat(Decimal.parse("12.5", 0, 3)).isEqualTo(12.0);
        assertThat(Decimal.parse("12.5", 2, 2)).isNaN();
    }

    @Test
    void agreesWithJavaOnWhateverLooksLikeANumber() {
        var random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            var text = new StringBuilder();
            for (int j = random.nextInt(25); j > 0; j--) {
                text.append("0123456789012345678901234567.-+e".charAt(random.nextInt(32)));
            }
            double wanted =
                    NUMBER.matcher(text).matches()
                            ? Double.parseDouble(text.toString())
                            : Double.NaN;
            assertThat(parsed(text.toString())).as("%s", text).isEqualTo(Double.valueOf(wanted));
        }
    }

    private static double parsed(String text) {
        return Decimal.parse(text, 0, text.length());
    }
}
