package io.gnocchi.client.api;

import io.gnocchi.client.json.Json;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a bucket became: its beginning, its length in seconds, its value.
///
/// @param granularitySeconds a number as the server wrote it
/// @param value null where several series have no common value
public record Point(OffsetDateTime timestamp, Number granularitySeconds, @Nullable Number value) {
    static Point of(@Nullable Object triplet) {
        List<@Nullable Object> three = Json.array(triplet);
        Object value = three.get(2);
        return new Point(
                Timestamps.read(String.valueOf(three.get(0))),
                number(three.get(1)),
                value == null ? null : number(value));
    }

    static List<Point> list(@Nullable Object triplets) {
        return Json.array(triplets).stream().map(Point::of).toList();
    }

    private static Number number(@Nullable Object value) {
        if (value instanceof Number number) {
            return number;
        }
        return Double.valueOf(String.valueOf(value));
    }
}
