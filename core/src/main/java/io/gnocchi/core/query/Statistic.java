package io.gnocchi.core.query;

import io.gnocchi.core.model.AggregationMethod;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How many values become one on read: every aggregation method, and `var`.
///
/// @param rate whether it looks at differences between successive values
/// @param kind the function
/// @param percent 1..99 for `PERCENTILE`, 0 for the others
public record Statistic(boolean rate, Kind kind, int percent) {
    private static final String RATE = "rate:";

    /// The functions there are.
    public enum Kind {
        MEAN,
        MEDIAN,
        STD,
        VAR,
        MIN,
        MAX,
        SUM,
        COUNT,
        FIRST,
        LAST,
        PERCENTILE
    }

    public Statistic {
        var valid = kind == Kind.PERCENTILE ? percent >= 1 && percent <= 99 : percent == 0;
        if (!valid) {
            throw new IllegalArgumentException("no percentile " + percent + " for " + kind);
        }
    }

    /// What an aggregation method does.
    public static Statistic of(AggregationMethod method) {
        return new Statistic(method.rate(), Kind.valueOf(method.kind().name()), method.percent());
    }

    /// Reads the text users write; null when there is no such statistic.
    public static @Nullable Statistic parse(String text) {
        var rate = text.startsWith(RATE);
        if (text.substring(rate ? RATE.length() : 0).equals("var")) {
            return new Statistic(rate, Kind.VAR, 0);
        }
        try {
            return of(AggregationMethod.parse(text));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /// The text users write.
    public String text() {
        var plain =
                kind == Kind.PERCENTILE ? percent + "pct" : kind.name().toLowerCase(Locale.ROOT);
        return rate ? RATE + plain : plain;
    }

    /// The same function without `rate:`.
    Statistic plain() {
        return new Statistic(false, kind, percent);
    }

    /// The aggregation method of this name; that of `std` for `var`, which is its square.
    AggregationMethod method() {
        return new AggregationMethod(
                rate,
                kind == Kind.VAR
                        ? AggregationMethod.Kind.STD
                        : AggregationMethod.Kind.valueOf(kind.name()),
                percent);
    }
}
