package io.gnocchi.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.query.Resampling.CalendarUnit;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketStartsTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final long SECOND = 1_000_000_000;

    @ParameterizedTest
    @CsvSource({
        "YEAR,    2020-05-14T10:00:00Z, 2019-12-31T23:00:00Z",
        "HALF,    2020-07-14T10:00:00Z, 2020-06-30T22:00:00Z",
        "QUARTER, 2020-05-14T10:00:00Z, 2020-03-31T22:00:00Z",
        "MONTH,   2020-03-31T21:59:59Z, 2020-02-29T23:00:00Z",
        "MONTH,   2020-03-31T22:00:00Z, 2020-03-31T22:00:00Z",
        "WEEK,    2020-05-14T10:00:00Z, 2020-05-09T22:00:00Z"
    })
    void calendarOfAZoneBeginsAtItsMidnight(CalendarUnit unit, String instant, String start) {
        assertThat(start(new Resampling.Each(unit, PARIS), instant))
                .isEqualTo(Instant.parse(start));
    }

    @ParameterizedTest
    @CsvSource({
        // Summer time begins on 2020-03-29 at 01:00Z and ends on 2020-10-25 at 01:00Z.
        "86400, 2020-03-29T20:00:00Z, 2020-03-28T23:00:00Z",
        "86400, 2020-03-29T22:00:00Z, 2020-03-29T22:00:00Z",
        "86400, 2020-10-25T22:59:59Z, 2020-10-24T22:00:00Z",
        "86400, 2020-10-25T23:00:00Z, 2020-10-25T23:00:00Z",
        "3600,  2020-10-25T00:30:00Z, 2020-10-25T00:00:00Z",
        "3600,  2020-10-25T01:30:00Z, 2020-10-25T01:00:00Z",
        "7200,  2020-03-29T01:10:00Z, 2020-03-29T01:00:00Z",
        "21600, 2020-03-29T03:10:00Z, 2020-03-28T23:00:00Z"
    })
    void localSpansFollowTheClocks(long seconds, String instant, String start) {
        var local = new Resampling.EveryLocal(new Timespan(seconds * SECOND), PARIS);

        assertThat(start(local, instant)).isEqualTo(Instant.parse(start));
    }

    @ParameterizedTest
    @EnumSource(CalendarUnit.class)
    void utcIsTheUsualCalendar(CalendarUnit unit) {
        var named = BucketStarts.of(new Resampling.Each(unit, ZoneId.of("Etc/GMT")));
        var usual = BucketStarts.of(new Resampling.Each(unit, ZoneOffset.UTC));

        assertThat(instants().map(named).toArray()).isEqualTo(instants().map(usual).toArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Paris", "Australia/Lord_Howe", "America/St_Johns", "+05:45"})
    void startsNeverDescend(String zone) {
        var random = new SplittableRandom(7);
        for (var span : new long[] {900, 3600, 5400, 7200, 43_200, 86_400, 604_800}) {
            var starts =
                    BucketStarts.of(
                            new Resampling.EveryLocal(
                                    new Timespan(span * SECOND), ZoneId.of(zone)));
            var around = Instant.parse("2020-03-20T00:00:00Z").getEpochSecond() * SECOND;
            var ordered =
                    random.longs(2000, around, around + 250L * 86_400 * SECOND)
                            .sorted()
                            .map(starts)
                            .boxed()
                            .toList();
            assertThat(ordered).as("%s %d", zone, span).isSorted();
        }
    }

    @Test
    void bucketsOfTheCalendarEndWhereTheNextBegins() {
        long february = Instant.parse("2020-02-01T00:00:00Z").getEpochSecond() * SECOND;
        long march = Instant.parse("2020-03-01T00:00:00Z").getEpochSecond() * SECOND;

        assertThat(CalendarUnit.MONTH.end(february)).isEqualTo(march);
    }

    private static java.util.stream.LongStream instants() {
        return new SplittableRandom(3).longs(500, 0, 3_000_000_000L).map(second -> second * SECOND);
    }

    private static Instant start(Resampling resampling, String instant) {
        long nanos = Instant.parse(instant).getEpochSecond() * SECOND;
        return Instant.EPOCH.plusNanos(BucketStarts.of(resampling).applyAsLong(nanos));
    }
}
