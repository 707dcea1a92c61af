package io.gnocchi.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.Timespan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpansTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "60 | 60000000000",
                "0.1 | 100000000",
                "1e9 | 1000000000000000000",
                "5. | 5000000000",
                "5 minutes | 300000000000",
                "10s | 10000000000",
                "1:30 | 90000000000",
                ":30 | 30000000000",
                "1:00:00 | 3600000000000",
                "1:00:00:00 | 86400000000000",
                "1 day, 2:00:00 | 93600000000000",
                "1 Week 2 days / 3 h,4 min 5.5 sec | 788645500000000",
                "1d12h | 129600000000000",
                "+ 1 hour | 3600000000000"
            })
    void spansAreRead(String text, long nanos) {
        assertThat(Spans.parse(text)).isEqualTo(new Timespan(nanos));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1 month", "foobar", "1 shenanigan", "nan", "inf", "1 ms", "1:2:3:4:5"})
    void othersAreNot(String text) {
        assertThatThrownBy(() -> Spans.parse(text)).hasMessage("Unable to parse timespan");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "-1 day", "1e-400"})
    void spansAreAboveZero(String text) {
        assertThatThrownBy(() -> Spans.parse(text)).hasMessage("Timespan must be positive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e300", "9999999 weeks", "1e999999999"})
    void spansHaveAnEnd(String text) {
        assertThatThrownBy(() -> Spans.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "60 | 0:01:00",
                "0.5 | 0:00:00.500000",
                "86400 | 1 day, 0:00:00",
                "34560000 | 400 days, 0:00:00"
            })
    void spansAreWrittenAsInPython(String text, String written) {
        assertThat(Spans.text(Spans.parse(text))).isEqualTo(written);
    }
}
