package io.gnocchi.core.series;

/// What imports have left with a metric.
///
/// @param count how many imports there were, and erasures since the first of them: each has its
///   number
/// @param touched by imports, as far as it is open
public record Imports(long count, Touched touched) {
    /// There never was an import.
    public static final Imports NONE = new Imports(0, Touched.NOTHING);

    public Imports {
        if (count < 0 || (count == 0 && !touched.isEmpty())) {
            throw new IllegalArgumentException(count + " imports touched " + touched);
        }
    }

    boolean isNone() {
        return count == 0;
    }
}
