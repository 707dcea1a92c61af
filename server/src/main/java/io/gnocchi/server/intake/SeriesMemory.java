package io.gnocchi.server.intake;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.index.SinceChange;
import io.gnocchi.core.model.CacheCounts;
import io.gnocchi.core.model.UnavailableException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// [KnownSeries] since any metric was changed, and how often they were enough.
final class SeriesMemory {
    /// What a series takes of a sender that names many.
    private static final long SERIES_BYTES = 300;

    private final SinceChange<KnownSeries> known;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /// @param most how many series to remember, about
    SeriesMemory(Index index, int most) {
        known = new SinceChange<>(index, () -> new KnownSeries(most * SERIES_BYTES));
    }

    /// The series of a request, but those without samples; null unless all were met before.
    ///
    /// @throws UnavailableException when the index failed
    KnownSeries.@Nullable Found of(
            SeriesColumns request, RemoteRequest.Mapping mapping, @Nullable String creator) {
        var found = known.memory().of(request, mapping, creator);
        (found == null ? misses : hits).increment();
        return found;
    }

    /// Where to remember what the index is asked for from now on.
    ///
    /// @throws UnavailableException when the index failed
    KnownSeries open() {
        return known.memory();
    }

    CacheCounts counts() {
        return new CacheCounts(hits.sum(), misses.sum());
    }
}
