package io.gnocchi.server.wire;

import io.gnocchi.core.model.MalformedException;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import org.jspecify.annotations.Nullable;

/// One line of a policy's definition as written: some of granularity, points and timespan.
record DefinitionItem(
        @Nullable Timespan granularity, @Nullable Integer points, @Nullable Timespan timespan) {

    static DefinitionItem read(Json json, JsonPath path) {
        var members = Members.of(json, path).only("granularity", "points", "timespan");
        return new DefinitionItem(
                span(members, "granularity"),
                members.integer("points", 1),
                span(members, "timespan"));
    }

    /// The line made whole.
    Retention resolve() {
        if (granularity == null) {
            return fromPointsAndTimespan();
        }
        if (points == null) {
            return fromGranularity(granularity);
        }
        var product = times(granularity, points);
        if (timespan != null && !timespan.equals(product)) {
            throw wrong("timespan ≠ granularity × points");
        }
        return new Retention(granularity, product);
    }

    private Retention fromPointsAndTimespan() {
        if (points == null || timespan == null) {
            throw wrong("At least two of granularity/points/timespan must be provided");
        }
        long nanos = timespan.nanos() / points;
        if (nanos == 0) {
            throw wrong("Timespan must be positive");
        }
        var divided = new Timespan(nanos);
        return new Retention(divided, times(divided, points));
    }

    private Retention fromGranularity(Timespan step) {
        if (timespan == null) {
            return new Retention(step, null);
        }
        long fitting = timespan.nanos() / step.nanos();
        if (fitting == 0) {
            throw wrong("Calculated number of points is < 0");
        }
        return new Retention(step, times(step, fitting));
    }

    private static Timespan times(Timespan step, long points) {
        if (points > Long.MAX_VALUE / step.nanos()) {
            throw wrong("Timespan is too large");
        }
        return new Timespan(step.nanos() * points);
    }

    private static @Nullable Timespan span(Members members, String name) {
        var json = members.get(name);
        if (json == null) {
            return null;
        }
        try {
            return switch (json) {
                case Json.Text(var text) -> Spans.parse(text);
                case Json.Numeral(var literal) -> Spans.parse(literal);
                case Json.Null _ -> throw new IllegalArgumentException("Invalid timespan");
                case Json.Dictionary _, Json.Sequence _, Json.Bool _ ->
                        throw new IllegalArgumentException("Unable to parse timespan");
            };
        } catch (IllegalArgumentException e) {
            throw members.pathOf(name).wrong(String.valueOf(e.getMessage()));
        }
    }

    private static MalformedException wrong(String reason) {
        return new MalformedException(reason);
    }
}
