package io.gnocchi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimespanTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "60 | 60000000000",
                "0.5 | 500000000",
                "1e9 | 1000000000000000000",
                "3.6 | 3600000000",
                "' 7 ' | 7000000000",
                "0.0000000019 | 1",
                "5 minutes | 300000000000",
                "1 MINUTE | 60000000000",
                "1h30m | 5400000000000",
                "1w 2d 3h 4m 5s | 788645000000000",
                "1 week, 2 days / 3 hrs, 4 mins, 5 secs | 788645000000000",
                "1.5 hours | 5400000000000",
                ".5s | 500000000",
                "5. s | 5000000000",
                "5 minutes, | 300000000000",
                "0.0000000015 sec | 1",
                "+10 minutes | 600000000000",
                "1:30 | 90000000000",
                "1:30:00 | 5400000000000",
                "0:01:00 | 60000000000",
                "100:00:00.25 | 360000250000000",
                "2:01:00:01 | 176401000000000",
                ":05.5 | 5500000000",
                "1 day, 2:00:00 | 93600000000000",
                "1 day, 0:00:00 | 86400000000000",
                "106751 days | 9223286400000000000",
            })
    void whatUsersWriteIsRead(String text, long nanos) {
        assertThat(Timespan.parse(text).nanos()).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "+",
                "abc",
                "1 month",
                "2 years",
                "5 ms",
                "5 ns",
                "-1e300000",
                "1 minute 2 hours",
                "1 s 2 s",
                "1 s,",
                ",1 s",
                "1..5 s",
                ". s",
                "1 s x",
                "1:5",
                "1:30:0",
                "100:30",
                "1:1:1:1:1",
                "1 hour 1:30:00",
                "1 day 1:30",
                "1 day :30",
                ":",
                "1:30.",
                ": 30",
                "1.5:30",
                "1:30.",
                ": 30",
                "1d 1d",
                "- - 1 s",
                "inf",
                "nan",
                "1 ١s",
                "0x10",
                "1f"
            })
    void nonsenseIsRefused(String text) {
        assertThatThrownBy(() -> Timespan.parse(text))
                .isInstanceOf(MalformedException.class)
                .hasMessage("Unable to parse timespan");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "-5 minutes", "- 1:30:00", "0 s", "0.0000000001"})
    void spansArePositive(String text) {
        assertThatThrownBy(() -> Timespan.parse(text)).hasMessage("Timespan must be positive");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "106752 days",
                "1e10",
                "1e300",
                "9223372036.854775808 s",
                "99999999999999 weeks"
            })
    void spansBeyondSixtyThreeBitsAreRefused(String text) {
        assertThatThrownBy(() -> Timespan.parse(text))
                .isInstanceOf(MalformedException.class)
                .hasMessage("Timespan is too long");
    }

    @Test
    void hostileTextsAreRefusedAtOnce() {
        var texts =
                new String[] {
                    "1 ".repeat(500_000), "9".repeat(1_000_000) + "s", " ".repeat(1_000_000)
                };
        for (var text : texts) {
            org.junit.jupiter.api.Assertions.assertTimeout(
                    Duration.ofSeconds(20),
                    () ->
                            assertThatThrownBy(() -> Timespan.parse(text))
                                    .isInstanceOf(MalformedException.class));
        }
    }

    @ParameterizedTest
    @CsvSource({"0.1,100000000", "1.001,1001000000", "4.35,4350000000", "0.3,300000000", "1e-9,1"})
    void secondsAreExactDecimals(double seconds, long nanos) {
        assertThat(Timespan.ofSeconds(seconds).nanos()).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 1e300, 9.3e9, 0, -1, 1e-300})
    void impossibleSecondsAreRefused(double seconds) {
        assertThatThrownBy(() -> Timespan.ofSeconds(seconds))
                .isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "60 | 0:01:00",
                "3600 | 1:00:00",
                "0.5 | 0:00:00.500000",
                "3.6 | 0:00:03.600000",
                "1 day | 1 day, 0:00:00",
                "400 days | 400 days, 0:00:00",
                "1 day 10:02:03.000001 | 1 day, 10:02:03.000001",
                "0.000001999 | 0:00:00.000001"
            })
    void pythonReadsItsOwnText(String text, String python) {
        assertThat(Timespan.parse(text).toPythonText()).isEqualTo(python);
    }

    @Test
    void secondsAreShownAsFloats() {
        assertThat(Timespan.parse("1 minute").seconds()).isEqualTo(60.0);
        assertThat(Timespan.parse("0.5").secondsText()).isEqualTo("0.5");
        assertThat(Timespan.parse("365 days").secondsText()).isEqualTo("31536000.0");
        assertThat(new Timespan(1).secondsText()).isEqualTo("1e-09");
    }
}
