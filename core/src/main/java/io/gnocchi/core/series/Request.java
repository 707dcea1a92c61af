package io.gnocchi.core.series;

import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.TimeRange;

/// What one request asks of one metric. Requests have one order, that of their acknowledgment.
public sealed interface Request {

    /// By which the request is judged.
    ArchivePolicy policy();

    /// What it brings; none when it removes.
    Measures measures();

    /// Measures to be taken.
    ///
    /// @param measures canonical, see [Canonical]
    record Post(ArchivePolicy policy, Measures measures) implements Request {}

    /// Measures to be taken wherever they lie: those behind the mutable window become [History].
    ///
    /// @param measures canonical, see [Canonical]
    record Import(ArchivePolicy policy, Measures measures) implements Request {}

    /// Everything in a range to be removed that was posted before. What is posted into the range
    /// later counts.
    record Erasure(ArchivePolicy policy, TimeRange range) implements Request {
        @Override
        public Measures measures() {
            return Points.none();
        }
    }
}
