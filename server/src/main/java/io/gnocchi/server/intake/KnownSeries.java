package io.gnocchi.server.intake;

import io.gnocchi.core.model.Metric;
import java.util.HashMap;
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

    /// @param mostBytes of memory; when they are full everything is forgotten
    KnownSeries(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /// The series of a request, in its order, but those without samples. The arrays may be longer.
    ///
    /// @param metrics one for each series
    /// @param places which series they are, of those of the same words
    /// @param ends where the samples of each end in the request
    /// @param apart whether no two are for the same metric for certain
    record Found(MetricColumns metrics, int[] places, int[] ends, boolean apart) {}

    /// The series of a request; null unless all were met before.
    @Nullable Found of(
            SeriesColumns request, RemoteRequest.Mapping mapping, @Nullable String creator) {
        lock.readLock().lock();
        try {
            var table = tables.get(new Words(mapping, creator));
            return table == null ? null : of(request, table);
        } finally {
            lock.readLock().unlock();
        }
    }

    private static @Nullable Found of(SeriesColumns request, SeriesTable table) {
        var metrics = new MetricColumns(request.size());
        var places = new int[request.size()];
        var ends = new int[request.size()];
        boolean apart = table.areApart();
        int last = -1;
        for (int i = 0; i < request.size(); i++) {
            int place = request.find(i, table, last + 1);
            if (place < 0) {
                return null;
            }
            if (request.begin(i) < request.end(i)) {
                places[metrics.size()] = place;
                ends[metrics.size()] = request.end(i);
                metrics.add(table.metrics(), place);
            }
            apart &= place > last;
            last = place;
        }
        return new Found(metrics, places, ends, apart);
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
