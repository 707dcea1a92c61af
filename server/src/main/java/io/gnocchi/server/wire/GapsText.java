package io.gnocchi.server.wire;

import io.gnocchi.core.query.Gaps;
import java.util.Locale;

/// How clients say what becomes of gaps: `fill` and `needed_overlap`.
public final class GapsText {
    private static final String FILLS =
            "Must be a float, 'dropna', 'null', 'ffill', 'bfill', 'full_ffill' or 'full_bfill'";

    private GapsText() {}

    /// A number to fill in, or the name of a way.
    ///
    /// @throws IllegalArgumentException whose message is for the caller
    public static Gaps fill(String text) {
        for (var fill : Gaps.Fill.values()) {
            if (fill.name().toLowerCase(Locale.ROOT).equals(text)) {
                return fill;
            }
        }
        var number = PythonNumber.parse(text);
        if (number == null) {
            throw new IllegalArgumentException(FILLS);
        }
        return new Gaps.Value(number);
    }

    /// Percent of the instants.
    ///
    /// @throws IllegalArgumentException whose message is for the caller
    public static Gaps overlap(String text) {
        var number = PythonNumber.parse(text);
        if (number == null || !Double.isFinite(number)) {
            throw new IllegalArgumentException("Must be a number");
        }
        return new Gaps.Overlap(number);
    }
}
