package io.gnocchi.lab.compare;

import io.gnocchi.lab.json.Json;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// The many spellings of a moment.
final class Moments {
    private static final DateTimeFormatter SPACED =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    private Moments() {}

    static String iso(long seconds) {
        return LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC)
                .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }

    /// A JSON value for the moment; one `form` for a whole list, as lists may not mix them.
    static Json spelt(int form, long millis) {
        var instant = Instant.ofEpochMilli(millis);
        var zoneless = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        return switch (form) {
            case 0 -> Json.of(instant.toString());
            case 1 -> Json.of(zoneless.format(SPACED));
            case 2 ->
                    Json.of(
                            zoneless.plusHours(2).format(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                                    + "+02:00");
            case 3 -> Json.of(Math.floorDiv(millis, 1000L));
            case 4 -> Json.of(millis / 1000.0);
            case 5 -> Json.of(Double.toString(millis / 1000.0));
            default -> throw new IllegalArgumentException("no form " + form);
        };
    }

    static final int FORMS = 6;
}
