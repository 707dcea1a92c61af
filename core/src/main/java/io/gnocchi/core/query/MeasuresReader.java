package io.gnocchi.core.query;

import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.segment.BatchReader;
import io.gnocchi.core.segment.MetricRecord;
import io.gnocchi.core.segment.MetricRequests;
import io.gnocchi.core.segment.SegmentCache;
import io.gnocchi.core.series.Granularities;
import io.gnocchi.core.store.ObjectMissingException;
import io.gnocchi.core.store.ObjectStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads aggregates: closed buckets, the open window, and batches not yet folded, always fresh.
public final class MeasuresReader {
    private final Manifest manifest;
    private final ObjectStore store;
    private final SegmentCache segments;

    public MeasuresReader(Manifest manifest, ObjectStore store, SegmentCache segments) {
        this.manifest = manifest;
        this.store = store;
        this.segments = segments;
    }

    /// One metric's aggregates.
    ///
    /// @param method one of the policy's
    /// @param granularity one of the policy's; null reads all
    /// @param startNanos inclusive after rounding down to the granularity shown; `Long.MIN_VALUE`
    ///   for the beginning
    /// @param stopNanos exclusive; `Long.MAX_VALUE` for the end
    /// @param resampling null for none; needs a granularity
    /// @return coarsest granularity first
    /// @throws UnavailableException when the store or the manifest cannot answer now
    public List<Answer> read(
            Metric metric,
            AggregationMethod method,
            @Nullable Timespan granularity,
            long startNanos,
            long stopNanos,
            @Nullable Resampling resampling) {
        var history = history(metric.id());
        var granularities =
                granularity == null
                        ? Granularities.ascending(metric.policy()).reversed()
                        : List.of(granularity);
        var answers = new ArrayList<Answer>(granularities.size());
        for (var each : granularities) {
            var series = history.series(metric.policy(), method, each);
            var shown = Resampler.resample(series, method, resampling);
            answers.add(shown.between(startNanos, stopNanos));
        }
        return answers;
    }

    /// An object that a view names may be deleted before it is read: then a newer view knows what
    /// replaced it. Twice in a row means that something is wrong.
    private MetricHistory history(UUID metric) {
        try {
            return readHistory(metric);
        } catch (ObjectMissingException ignored) {
            return readHistory(metric);
        }
    }

    private MetricHistory readHistory(UUID metric) {
        var view = manifest.view(manifest.sacks().of(metric));
        return new MetricHistory(records(view, metric), waiting(view, metric));
    }

    private List<MetricRecord> records(SackView view, UUID metric) {
        var records = new ArrayList<MetricRecord>();
        for (var part : view.parts()) {
            var entry = segments.directory(part).find(metric);
            if (entry != null) {
                records.addAll(segments.reader(part).records(List.of(entry)));
            }
        }
        return records;
    }

    private List<MetricRequests> waiting(SackView view, UUID metric) {
        var waiting = new ArrayList<MetricRequests>();
        for (var batch : view.batches()) {
            var section = batch.section(view.sack());
            var requests = section == null ? null : BatchReader.read(store, batch, section, metric);
            if (requests != null) {
                waiting.add(requests);
            }
        }
        return waiting;
    }

    /// A reader of what comes too late, over the same doors.
    public LatenessReader lateness() {
        return new LatenessReader(manifest, store, segments);
    }

    /// How many bundles of each metric wait to be folded.
    ///
    /// @throws UnavailableException when the store or the manifest cannot answer now
    public Map<UUID, Integer> backlogByMetric() {
        var bundles = new HashMap<UUID, Integer>();
        var sacks = new ArrayList<Integer>();
        for (int sack = 0; sack < manifest.sacks().count(); sack++) {
            sacks.add(sack);
        }
        for (var view : manifest.views(sacks)) {
            for (var batch : view.batches()) {
                var section = batch.section(view.sack());
                if (section != null) {
                    for (var metric : BatchReader.read(store, batch, section)) {
                        bundles.merge(metric.metric(), metric.requests().size(), Integer::sum);
                    }
                }
            }
        }
        return bundles;
    }
}
