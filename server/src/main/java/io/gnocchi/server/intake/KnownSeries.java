package io.gnocchi.server.intake;

import io.gnocchi.core.model.Metric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/// Series of remote write requests met before and the metrics they are for, by their
/// [EncodedLabels] as they came: most requests need not have their labels read.
final class KnownSeries {
    /// What a series takes besides its labels.
    private static final int SERIES_BYTES = 200;

    private final long mostBytes;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<Words, SeriesTable> tables = new HashMap<>();
    private long bytes;

    /// Whose words labels are and what becomes of them: other metrics for others.
    private record Words(RemoteRequest.Mapping mapping, @Nullable String creator) {}

    /// A series met before.
    ///
    /// @param place tells it from others of the same words
    /// @param labels never written into
    record Known(int place, byte[] labels, Metric metric) {}

    /// @param mostBytes of memory; when they are full everything is forgotten
    KnownSeries(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /// The series of a request, in its order.
    ///
    /// @param apart whether no two are for the same metric for certain
    record Found(List<Known> series, boolean apart) {}

    /// The series of a request; null unless all were met before.
    @Nullable Found of(
            RemoteRequest request, RemoteRequest.Mapping mapping, @Nullable String creator) {
        lock.readLock().lock();
        try {
            var table = tables.get(new Words(mapping, creator));
            return table == null ? null : of(request, table);
        } finally {
            lock.readLock().unlock();
        }
    }

    private static @Nullable Found of(RemoteRequest request, SeriesTable table) {
        var all = new ArrayList<Known>(request.series().size());
        boolean apart = table.areApart();
        int last = -1;
        for (var series : request.series()) {
            int place = series.find(table, last + 1);
            if (place < 0) {
                return null;
            }
            all.add(table.at(place));
            apart &= place > last;
            last = place;
        }
        return new Found(all, apart);
    }

    /// @param labels no one else's
    void remember(
            RemoteRequest.Mapping mapping, @Nullable String creator, byte[] labels, Metric metric) {
        lock.writeLock().lock();
        try {
            int more = SERIES_BYTES + labels.length;
            if (bytes + more > mostBytes) {
                tables.clear();
                bytes = 0;
            }
            var table = tables.computeIfAbsent(new Words(mapping, creator), _ -> new SeriesTable());
            if (table.add(labels, metric)) {
                bytes += more;
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
