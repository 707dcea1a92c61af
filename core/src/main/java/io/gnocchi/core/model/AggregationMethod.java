package io.gnocchi.core.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How the points of a bucket become one value: `mean`, `95pct`, `rate:max`...
///
/// There are 216: nine plain ones and 99 percentiles, each also over the differences between
/// successive points (`rate:`).
///
/// @param rate whether the method looks at differences between successive points
/// @param kind the function
/// @param percent 1..99 for `PERCENTILE`, 0 for the others
public record AggregationMethod(boolean rate, Kind kind, int percent)
        implements Comparable<AggregationMethod> {

    /// The functions a method can apply.
    public enum Kind {
        MEAN,
        SUM,
        LAST,
        MAX,
        MIN,
        STD,
        MEDIAN,
        FIRST,
        COUNT,
        PERCENTILE
    }

    private static final List<AggregationMethod> ALL = all();

    private static final Map<String, AggregationMethod> BY_TEXT =
            ALL.stream()
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    AggregationMethod::text, Function.identity()));

    public AggregationMethod {
        var valid = kind == Kind.PERCENTILE ? percent >= 1 && percent <= 99 : percent == 0;
        if (!valid) {
            throw new IllegalArgumentException("no percentile " + percent + " for " + kind);
        }
    }

    /// A plain method that is not a percentile.
    public static AggregationMethod of(Kind kind) {
        return new AggregationMethod(false, kind, 0);
    }

    /// Every method there is, in order.
    public static List<AggregationMethod> values() {
        return ALL;
    }

    /// Reads the text users write.
    ///
    /// @throws IllegalArgumentException when there is no such method
    public static AggregationMethod parse(String text) {
        var method = BY_TEXT.get(text);
        if (method == null) {
            throw new IllegalArgumentException("no aggregation method " + text);
        }
        return method;
    }

    /// The text users write.
    public String text() {
        var plain =
                kind == Kind.PERCENTILE ? percent + "pct" : kind.name().toLowerCase(Locale.ROOT);
        return rate ? "rate:" + plain : plain;
    }

    /// Whether every bucket that has a point has a value: not so for differences and deviations.
    public boolean isInEveryBucket() {
        return !rate && kind != Kind.STD;
    }

    /// The same function without `rate:`.
    public AggregationMethod plain() {
        return new AggregationMethod(false, kind, percent);
    }

    @Override
    public int compareTo(AggregationMethod other) {
        if (rate != other.rate) {
            return rate ? 1 : -1;
        }
        int order = kind.compareTo(other.kind);
        return order != 0 ? order : Integer.compare(percent, other.percent);
    }

    @Override
    public String toString() {
        return text();
    }

    private static List<AggregationMethod> all() {
        var methods = new ArrayList<AggregationMethod>();
        for (var rate : new boolean[] {false, true}) {
            for (var kind : Kind.values()) {
                if (kind != Kind.PERCENTILE) {
                    methods.add(new AggregationMethod(rate, kind, 0));
                }
            }
            for (int percent = 1; percent <= 99; percent++) {
                methods.add(new AggregationMethod(rate, Kind.PERCENTILE, percent));
            }
        }
        return Collections.unmodifiableList(methods);
    }
}
