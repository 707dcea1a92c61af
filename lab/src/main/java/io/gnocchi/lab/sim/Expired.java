package io.gnocchi.lab.sim;

import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.segment.Directory;
import io.gnocchi.core.segment.MetricRecord;
import io.gnocchi.core.segment.SegmentReader;
import io.gnocchi.core.series.MethodSeries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

/// What the archives still hold of values that nobody is answered with any more.
final class Expired {
    private final World world;
    private long values;

    Expired(World world) {
        this.world = world;
    }

    /// How many values were found.
    long values() {
        return values;
    }

    /// The records of an archive of which everything has expired.
    private static final class Share {
        private long expired;
        private long all;
        private final List<UUID> metrics = new ArrayList<>();
    }

    /// Metrics of which everything in a segment has expired take less than half of it, and so
    /// nothing stays of segments that have expired as a whole.
    ///
    /// @throws AssertionError when more stays
    void areGone() {
        var shares = new LinkedHashMap<String, Share>();
        for (var view : world.truth.views()) {
            var hot = hot(view);
            for (var part : view.parts()) {
                if (part.through() == 0) {
                    var share = shares.computeIfAbsent(part.key(), _ -> new Share());
                    read(part, (entry, record) -> count(entry, record, hot, share));
                }
            }
        }
        shares.forEach((key, share) -> {
            if (share.expired * 2 > share.all) {
                throw new AssertionError(
                        "%d of %d bytes of %s have expired and are not dropped: %s"
                                .formatted(share.expired, share.all, key, share.metrics));
            }
        });
    }

    private Map<UUID, List<MetricRecord>> hot(SackView view) {
        var records = new HashMap<UUID, List<MetricRecord>>();
        for (var held : view.held()) {
            if (held.part().through() > 0) {
                read(
                        held.part(),
                        (entry, record) ->
                                records.computeIfAbsent(entry.metric(), _ -> new ArrayList<>())
                                        .add(record));
            }
        }
        return records;
    }

    private void read(SegmentPart part, BiConsumer<Directory.Entry, MetricRecord> visitor) {
        var reader = SegmentReader.fetch(world.objects, part.key());
        reader.records(reader.directory(part.sack()).entries(), visitor);
    }

    private void count(
            Directory.Entry entry,
            MetricRecord record,
            Map<UUID, List<MetricRecord>> hot,
            Share share) {
        share.all += entry.length();
        var known = hot.get(entry.metric());
        if (known == null || world.deleted.contains(entry.metric())) {
            return;
        }
        long living = 0;
        boolean sparse = true;
        for (var closed : record.closed()) {
            sparse &= isSparse(closed.method());
            long oldest = oldest(closed, known);
            for (long bucket : closed.series().timestamps()) {
                values += bucket < oldest ? 1 : 0;
                living += bucket < oldest ? 0 : 1;
            }
        }
        // Whoever dropped the others may not have known of a newer value of these. Imports make
        // buckets of any age when they are read.
        if (living == 0 && !sparse && record.history().isEmpty()) {
            share.expired += entry.length();
            share.metrics.add(entry.metric());
        }
    }

    /// The oldest bucket that a policy keeps, as far as hot parts tell. Retention of a method that
    /// not every bucket has counts from its own newest value.
    private static long oldest(MethodSeries archived, List<MetricRecord> hot) {
        var state = MetricRecord.stateOf(hot);
        var granularity = archived.series().granularity();
        var kept = state.policy().kept(granularity);
        if (kept == null) {
            return Long.MIN_VALUE;
        }
        long step = granularity.nanos();
        long newest = Math.floorDiv(state.window().lastNanos(), step) * step;
        if (isSparse(archived.method())) {
            var timestamps = archived.series().timestamps();
            newest = timestamps[timestamps.length - 1];
            for (var record : hot) {
                for (var closed : record.closed()) {
                    if (closed.method().equals(archived.method())
                            && closed.series().granularity().equals(granularity)) {
                        var known = closed.series().timestamps();
                        newest = Math.max(newest, known[known.length - 1]);
                    }
                }
            }
        }
        return newest - kept.nanos() + 1;
    }

    private static boolean isSparse(AggregationMethod method) {
        return method.rate() || method.text().equals("std");
    }
}
