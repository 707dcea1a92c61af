package io.gnocchi.server.statsd;

import org.jspecify.annotations.Nullable;

/// What a sample tells, by the letters that mark it.
enum SampleKind {
    COUNTER("c"),
    GAUGE("g"),
    TIMER("ms"),
    HISTOGRAM("h"),
    DISTRIBUTION("d"),
    SET("s");

    private final String letters;

    SampleKind(String letters) {
        this.letters = letters;
    }

    /// The kind with these letters; null when there is none.
    static @Nullable SampleKind of(String letters) {
        for (var kind : values()) {
            if (kind.letters.equals(letters)) {
                return kind;
            }
        }
        return null;
    }

    /// The metric of something so called: `requests|c`.
    String metric(String name) {
        return name + "|" + letters;
    }
}
