package io.gnocchi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {
    @ParameterizedTest
    @CsvSource({
        "1,1",
        "-1.5,-1.5",
        "+.5,.5",
        "5.,5",
        "' 1e3 ',1000",
        "1E-3,.001",
        "nan,NaN",
        "-NaN,NaN",
        "inf,Infinity",
        "-Infinity,-Infinity",
        "1e400,Infinity"
    })
    void numbersAreRead(String text, double expected) {
        assertThat(NumberText.parse(text)).isEqualTo(Double.valueOf(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", ".", "+", "1d", "1f", "0x1p3", "1e", "1e+", "1 2", "--1", "NaNs",
                "infinit", "1_0"
            })
    void otherTextsAreNot(String text) {
        assertThat(NumberText.isNumber(text)).isFalse();
        assertThatThrownBy(() -> NumberText.parse(text)).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "60,60.0", "0.5,0.5", "31536000,31536000.0", "1e15,1000000000000000.0", "1e16,1e+16",
                "0.0001,0.0001",
        "0.00001,1e-05", "-1.25e-7,-1.25e-07", "1.5e300,1.5e+300", "0,0.0", "-0.0,-0.0", "NaN,nan",
        "Infinity,inf", "-Infinity,-inf"
    })
    void numbersAreWrittenAsPythonWritesThem(double number, String text) {
        assertThat(NumberText.text(number)).isEqualTo(text);
    }

    @Test
    void whatIsWrittenReadsBackAsTheSame() {
        var random = new SplittableRandom(7);
        for (int i = 0; i < 10_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            assertThat(NumberText.parse(NumberText.text(number))).isEqualTo(Double.valueOf(number));
        }
    }
}
