package io.gnocchi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampReaderTest {
    private static final long NOW = nanos("2020-06-15T12:34:56.123456789Z");

    private static long nanos(String instant) {
        return ChronoUnit.NANOS.between(Instant.EPOCH, Instant.parse(instant));
    }

    @ParameterizedTest
    @CsvSource({
        "2020-01-01T00:00:00,2020-01-01T00:00:00Z",
        "2020-01-01 00:00:00,2020-01-01T00:00:00Z",
        "'  2020-01-01',2020-01-01T00:00:00Z",
        "2020-02,2020-02-01T00:00:00Z",
        "2020-02-29T23,2020-02-29T23:00:00Z",
        "2020-02-29T23:59,2020-02-29T23:59:00Z",
        "2020-02-29T23:59:59.1,2020-02-29T23:59:59.1Z",
        "2020-02-29T23:59:59.123456789,2020-02-29T23:59:59.123456789Z",
        "2020-02-29T23:59:59.1234567899999,2020-02-29T23:59:59.123456789Z",
        "2020-01-01T00:00:00Z,2020-01-01T00:00:00Z",
        "2020-01-01T00:00:00+00:00,2020-01-01T00:00:00Z",
        "2020-01-01T02:30:00+02:30,2020-01-01T00:00:00Z",
        "2020-01-01T02:30:00.5+0230,2020-01-01T00:00:00.5Z",
        "2019-12-31T19:00-05,2020-01-01T00:00:00Z",
        "1970-01-01,1970-01-01T00:00:00Z",
        "2262-04-11T23:47:14.999999999,2262-04-11T23:47:14.999999999Z",
        "now,2020-06-15T12:34:56.123456789Z",
        "today,2020-06-15T00:00:00Z",
        "-1 day,2020-06-14T12:34:56.123456789Z",
        "- 1 day,2020-06-14T12:34:56.123456789Z",
        "1 hour,2020-06-15T13:34:56.123456789Z",
        "+10 minutes,2020-06-15T12:44:56.123456789Z",
        "-1:30:00,2020-06-15T11:04:56.123456789Z",
        "2020,1970-01-01T00:33:40Z",
        "1425652437,2015-03-06T14:33:57Z",
        "1425652437.5,2015-03-06T14:33:57.5Z",
        "1e3,1970-01-01T00:16:40Z",
        "9223372036,2262-04-11T23:47:16Z",
    })
    void whatUsersWriteIsRead(String text, String expected) {
        assertThat(Timestamps.parse(text, NOW)).isEqualTo(nanos(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "NaT",
                "nan",
                "inf",
                "20200101T000000",
                "2020-W01-1",
                "2020-001",
                "2020-1-1",
                "2020-01-01T24:00",
                "2020-01-01T23:60",
                "2020-01-01T23:59:60",
                "2020-02-30",
                "2021-02-29",
                "2100-02-29",
                "2020-13-01",
                "2020-00-01",
                "2020-01-00",
                "2020-01-01T",
                "2020-01-01Z",
                "2020-01-01  00:00",
                "2020-01-01T00:00:00.",
                "2020-01-01T00:00:00+",
                "2020-01-01T00:00:00+1",
                "2020-01-01T00:00:00+24:00",
                "2020-01-01T00:00:00+0:00",
                "2020-01-01T00:00:00 ",
                "2020-",
                "2020-01-01T00:00:00z",
                "1 month"
            })
    void nonsenseIsRefused(String text) {
        assertThatThrownBy(() -> Timestamps.parse(text, NOW))
                .isInstanceOf(MalformedException.class)
                .hasMessage("Unable to convert timestamps");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "-0.5",
                "1969-12-31T23:59:59",
                "1970-01-01T00:00:00+01:00",
                "0001-01-01",
                "2262-04-12",
                "9999-12-31",
                "1e10",
                "9223372037",
                "-100 years",
                "-60 y",
                "-100 weeks -1 s",
                "-20000 days",
                "100000 days",
                "99999999999 weeks",
                "-99999999999 weeks"
            })
    void whatNanosecondsCannotHoldIsRefused(String text) {
        assertThatThrownBy(() -> Timestamps.parse(text, NOW))
                .isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "1969-12-31",
                "2262-04-12",
                "1e10",
                "-20000 days",
                "100000 days",
                "9999999 weeks"
            })
    void instantsOutsideTheRangeSayAfterEpoch(String text) {
        assertThatThrownBy(() -> Timestamps.parse(text, NOW))
                .hasMessage("Timestamp must be after Epoch");
    }

    @Test
    void numbersGoThroughADouble() {
        assertThat(new TimestampReader(NOW).read(1425652437.1234567))
                .isEqualTo(1425652437123456768L);
        assertThat(new TimestampReader(NOW).read("1425652437.123456789"))
                .isEqualTo(1425652437123456768L);
        assertThat(new TimestampReader(NOW).read(5_000_000_001.0))
                .isEqualTo(5_000_000_001_000_000_000L);
    }

    @Test
    void firstElementDecidesTheFormatOfTheList() {
        var seconds = new TimestampReader(NOW);
        assertThat(seconds.read("10")).isEqualTo(10_000_000_000L);
        assertThat(seconds.read(11.0)).isEqualTo(11_000_000_000L);
        assertThatThrownBy(() -> seconds.read("2020-01-01"))
                .hasMessage("Unable to convert timestamps");

        var iso = new TimestampReader(NOW);
        assertThat(iso.read("2020-01-01")).isEqualTo(nanos("2020-01-01T00:00:00Z"));
        assertThat(iso.read("now")).isEqualTo(NOW);
        assertThatThrownBy(() -> iso.read(11.0)).hasMessage("Unable to convert timestamps");
        assertThatThrownBy(() -> iso.read("-1 day")).hasMessage("Unable to convert timestamps");

        var relative = new TimestampReader(NOW);
        assertThat(relative.read("-1 minute")).isEqualTo(NOW - 60_000_000_000L);
        assertThat(relative.read(-1)).isEqualTo(NOW - 1_000_000_000L);
        assertThatThrownBy(() -> relative.read("2020-01-01"))
                .hasMessage("Unable to convert timestamps");
    }

    @Test
    void isoTextsAgreeWithTheCalendarOfThePlatform() {
        var random = new SplittableRandom(20_200_101);
        for (int i = 0; i < 20_000; i++) {
            var instant =
                    Instant.ofEpochSecond(
                            random.nextLong(9_223_372_035L), random.nextLong(1_000_000_000));
            assertThat(Timestamps.parse(instant.toString(), NOW))
                    .isEqualTo(ChronoUnit.NANOS.between(Instant.EPOCH, instant));
        }
    }

    @Test
    void measuresAreShownInWholeSeconds() {
        assertThat(Timestamps.measureText(NOW)).isEqualTo("2020-06-15T12:34:56+00:00");
        assertThat(Timestamps.measureText(-3 * 86_400_000_000_000L))
                .isEqualTo("1969-12-29T00:00:00+00:00");
    }

    @Test
    void resourcesShowMicrosecondsUnlessZero() {
        assertThat(Timestamps.resourceText(Instant.parse("2014-01-03T02:02:02Z")))
                .isEqualTo("2014-01-03T02:02:02+00:00");
        assertThat(Timestamps.resourceText(Instant.parse("2026-11-23T07:51:00.058743Z")))
                .isEqualTo("2026-11-23T07:51:00.058743+00:00");
        assertThat(Timestamps.resourceText(Instant.parse("2026-11-23T07:51:00.000000999Z")))
                .isEqualTo("2026-11-23T07:51:00+00:00");
    }

    @Test
    void theIndexKeepsTheNearestMicrosecond() {
        assertThat(Timestamps.instant(1_499)).isEqualTo(Instant.ofEpochSecond(0, 1_000));
        assertThat(Timestamps.instant(999_999_500)).isEqualTo(Instant.ofEpochSecond(1));
    }
}
