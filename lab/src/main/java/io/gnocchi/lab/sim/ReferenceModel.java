package io.gnocchi.lab.sim;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.TimeRange;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.segment.MetricRequests;
import io.gnocchi.core.series.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the answers must be: one metric, every request applied in order to a plain map, aggregates
/// computed from all points whenever asked. Slow and obviously right; shares no arithmetic with the
/// engine.
///
/// Where an erasure or a change of policy makes the past differ from what the points would say now,
/// the buckets closed until then are written down first.
///
/// Imported points from behind the window are a map of their own, from which the answers are made
/// where nothing was closed.
final class ReferenceModel {
    private static final long NEVER = Long.MIN_VALUE;

    private final TreeMap<Long, Double> points = new TreeMap<>();
    private final TreeMap<Long, Double> history = new TreeMap<>();
    private final List<Span> touched = new ArrayList<>();
    private final Map<Kind, TreeMap<Long, Double>> writtenDown = new HashMap<>();
    private final Map<Kind, List<Span>> complete = new HashMap<>();
    private final List<Span> erased = new ArrayList<>();
    private final Map<Timespan, Long> expired = new HashMap<>();
    private @Nullable ArchivePolicy policy;
    private long last = NEVER;
    private long windowStart = NEVER;
    private long closedTo = NEVER;
    private long rawFrom = NEVER;
    private long historyFrom = NEVER;
    private boolean everErased;
    private boolean everTurned;
    private long behind;

    private record Kind(AggregationMethod method, Timespan granularity) {}

    private ReferenceModel() {}

    /// @param policy by which the metric is read
    static ReferenceModel of(
            UUID metric, ArchivePolicy policy, List<List<MetricRequests>> batches) {
        var model = of(metric, batches, Integer.MAX_VALUE);
        model.turnTo(policy);
        return model;
    }

    /// The metric after so many of its requests.
    static ReferenceModel of(UUID metric, List<List<MetricRequests>> batches, int requests) {
        var model = new ReferenceModel();
        batches.stream()
                .flatMap(List::stream)
                .filter(ofMetric -> ofMetric.metric().equals(metric))
                .flatMap(ofMetric -> ofMetric.requests().stream())
                .limit(requests)
                .forEach(model::apply);
        return model;
    }

    /// How many measures lay behind the window.
    long behind() {
        return behind;
    }

    private void apply(Request request) {
        turnTo(request.policy());
        moveWindow();
        switch (request) {
            case Request.Post(_, var measures) -> put(measures);
            case Request.Import(_, var measures) -> take(measures);
            case Request.Erasure(_, var range) -> erase(range);
        }
    }

    private void turnTo(ArchivePolicy by) {
        var before = policy;
        boolean other =
                before != null
                        && !(before.methods().equals(by.methods())
                                && new TreeSet<>(lines(before)).equals(new TreeSet<>(lines(by))));
        if (last != NEVER && before != null && other) {
            everTurned = true;
            writeDown(before);
            rawFrom = Math.max(rawFrom, rawFloor(before));
            historyFrom = Math.max(historyFrom, historyFloor(before));
            for (var item : before.definition()) {
                expired.merge(item.granularity(), expiry(item), Math::max);
            }
        }
        policy = by;
    }

    /// Where the oldest bucket begins that a policy keeps at any granularity.
    private long historyFloor(ArchivePolicy by) {
        long floor = Long.MAX_VALUE;
        for (var item : by.definition()) {
            long expiry = expiry(item);
            long nanos = item.granularity().nanos();
            floor = Math.min(floor, expiry == NEVER ? NEVER : floor(expiry, nanos) + nanos);
        }
        return floor;
    }

    private static List<String> lines(ArchivePolicy policy) {
        return policy.definition().stream().map(Retention::toString).toList();
    }

    private void moveWindow() {
        if (last != NEVER && policy != null) {
            boolean rates = policy.methods().stream().anyMatch(AggregationMethod::rate);
            long blocks = policy.backWindow() + (rates ? 1L : 0L);
            long block = block(policy);
            windowStart = Math.max(windowStart, last / block * block - blocks * block);
        }
    }

    private static long block(ArchivePolicy by) {
        return by.definition().stream()
                .mapToLong(item -> item.granularity().nanos())
                .max()
                .orElseThrow();
    }

    private void put(Measures measures) {
        boolean first = last == NEVER;
        for (int i = 0; i < measures.size(); i++) {
            long timestamp = measures.timestamps()[i];
            if (first || timestamp >= windowStart) {
                points.put(timestamp, measures.values()[i]);
                last = Math.max(last, timestamp);
            } else {
                behind++;
            }
        }
        moveWindow();
    }

    private void take(Measures measures) {
        if (policy == null || measures.size() == 0) {
            return;
        }
        long newest = measures.timestamps()[measures.size() - 1];
        if (last == NEVER) {
            last = newest;
            moveWindow();
        }
        long block = block(policy);
        for (int i = 0; i < measures.size(); i++) {
            long timestamp = measures.timestamps()[i];
            if (timestamp >= rawFloor(policy)) {
                long from = Math.max(timestamp, windowStart);
                touched.add(
                        new Span(
                                Math.max(floor(from, block), windowStart),
                                floor(from, block) + block));
            }
            if (timestamp >= windowStart) {
                points.put(timestamp, measures.values()[i]);
            } else {
                history.put(timestamp, measures.values()[i]);
                behind++;
            }
        }
        last = Math.max(last, newest);
        moveWindow();
    }

    /// Whether something was imported into a bucket while it was open.
    private boolean isTouched(long bucket, long nanos) {
        return touched.stream()
                .anyMatch(span ->
                        Math.max(span.from(), rawFrom) < Math.min(span.to(), bucket + nanos)
                                && span.to() > bucket);
    }

    /// The history with the points of touched buckets that are not written down.
    ///
    /// @param by the buckets of which policy
    /// @param left whether only buckets count that the window has left behind
    private Map<Long, Double> together(ArchivePolicy by, boolean left) {
        var all = new TreeMap<>(history);
        boolean rates = by.methods().stream().anyMatch(AggregationMethod::rate);
        for (var item : by.definition()) {
            long nanos = item.granularity().nanos();
            long from = Math.max(floor(closedTo, nanos), rawFrom);
            long to = left ? floor(windowStart, nanos) : Long.MAX_VALUE;
            for (var point : points.tailMap(from, true).entrySet()) {
                if (point.getKey() < to && isTouched(floor(point.getKey(), nanos), nanos)) {
                    all.putIfAbsent(point.getKey(), point.getValue());
                    var before = points.lowerEntry(point.getKey());
                    if (rates && before != null) {
                        all.putIfAbsent(before.getKey(), before.getValue());
                    }
                }
            }
        }
        return all;
    }

    private void erase(TimeRange range) {
        if (last == NEVER || policy == null) {
            return;
        }
        writeDown(policy);
        everErased = true;
        var forgotten = points.lowerKey(Math.max(rawFloor(policy), rawFrom));
        if (forgotten != null) {
            points.headMap(forgotten, false).clear();
        }
        points.subMap(range.startNanos(), range.stopNanos()).clear();
        if (range.startNanos() < windowStart) {
            history.subMap(range.startNanos(), Math.min(range.stopNanos(), windowStart)).clear();
        }
        erased.add(new Span(range.startNanos(), Math.min(range.stopNanos(), windowStart)));
        writtenDown.forEach((kind, buckets) ->
                buckets.keySet()
                        .removeIf(bucket ->
                                Span.cover(erased, bucket, bucket + kind.granularity().nanos())));
    }

    private long rawFloor(ArchivePolicy by) {
        long floor = windowStart;
        for (var item : by.definition()) {
            floor = Math.min(floor, floor(windowStart, item.granularity().nanos()));
        }
        return floor;
    }

    /// The buckets that are closed and not yet written down; of touched ones the points.
    private void writeDown(ArchivePolicy by) {
        history.putAll(together(by, true));
        for (var item : by.definition()) {
            for (var method : by.methods()) {
                var kind = new Kind(method, item.granularity());
                long from = firstToCompute(item.granularity());
                long to = floor(windowStart, item.granularity().nanos());
                complete.computeIfAbsent(kind, _ -> new ArrayList<>()).add(new Span(from, to));
                var closed = computed(points, kind, from, to);
                long nanos = item.granularity().nanos();
                closed.keySet().removeIf(bucket -> isTouched(bucket, nanos));
                writtenDown.computeIfAbsent(kind, _ -> new TreeMap<>()).putAll(closed);
            }
        }
        closedTo = windowStart;
    }

    private long firstToCompute(Timespan granularity) {
        long nanos = granularity.nanos();
        long fromRaw = rawFrom == NEVER ? NEVER : (rawFrom + nanos - 1) / nanos * nanos;
        return Math.max(closedTo == NEVER ? NEVER : floor(closedTo, nanos), fromRaw);
    }

    /// Bucket to value; buckets without a value are missing.
    Map<Long, Double> series(AggregationMethod method, Timespan granularity) {
        if (last == NEVER || policy == null) {
            return Map.of();
        }
        var kind = new Kind(method, granularity);
        var series = known(kind);
        derived(kind).forEach(series::putIfAbsent);
        filled(kind).forEach(series::putIfAbsent);
        return living(series, kind);
    }

    private NavigableMap<Long, Double> known(Kind kind) {
        var known = new TreeMap<>(writtenDown.getOrDefault(kind, new TreeMap<>()));
        if (has(kind)) {
            long nanos = kind.granularity().nanos();
            long from = firstToCompute(kind.granularity());
            var open = computed(points, kind, from, Long.MAX_VALUE);
            open.keySet().removeIf(bucket -> isTouched(bucket, nanos));
            known.putAll(open);
            computed(imported(), kind, from, Long.MAX_VALUE)
                    .forEach((bucket, value) -> {
                        if (isTouched(bucket, nanos) && bucket + nanos > windowStart) {
                            known.put(bucket, value);
                        }
                    });
        }
        return known;
    }

    /// All that was imported and is still kept, and what belongs to it.
    private NavigableMap<Long, Double> imported() {
        if (policy == null || (history.isEmpty() && touched.isEmpty())) {
            return new TreeMap<>();
        }
        return new TreeMap<>(together(policy, false))
                .tailMap(Math.max(historyFrom, historyFloor(policy)), true);
    }

    /// What the history makes of buckets that are not open.
    private Map<Long, Double> filled(Kind kind) {
        long nanos = kind.granularity().nanos();
        long oldest = newestExpired(kind.granularity());
        var filled = new TreeMap<Long, Double>();
        for (var each : computed(imported(), kind, NEVER, Long.MAX_VALUE).entrySet()) {
            long bucket = each.getKey();
            boolean left = bucket + nanos <= windowStart;
            if (bucket > oldest && bucket >= historyFrom && (left || isTouched(bucket, nanos))) {
                filled.put(bucket, each.getValue());
            }
        }
        return filled;
    }

    private NavigableMap<Long, Double> knownAndFilled(Kind kind) {
        var all = known(kind);
        filled(kind).forEach(all::putIfAbsent);
        return all;
    }

    private boolean has(Kind kind) {
        return policy != null
                && policy.methods().contains(kind.method())
                && policy.definition().stream()
                        .anyMatch(item -> item.granularity().equals(kind.granularity()));
    }

    private static NavigableMap<Long, Double> computed(
            NavigableMap<Long, Double> points, Kind kind, long from, long to) {
        var series = NaiveAggregation.series(points, kind.method(), kind.granularity());
        series.keySet().removeIf(bucket -> bucket < from || bucket >= to);
        return series;
    }

    /// Whole buckets made of finer ones, the coarsest first. A metric that had one policy ever has
    /// all it can have: where an erasure took what its buckets are made of, finer ones do not tell.
    private Map<Long, Double> derived(Kind wanted) {
        if (!everTurned) {
            return Map.of();
        }
        var derived = new TreeMap<Long, Double>();
        var finer =
                complete.keySet().stream()
                        .map(Kind::granularity)
                        .distinct()
                        .filter(each -> wanted.granularity().nanos() % each.nanos() == 0)
                        .sorted(Comparator.comparingLong(Timespan::nanos).reversed())
                        .toList();
        for (var each : finer) {
            from(wanted, each).forEach(derived::putIfAbsent);
        }
        return derived;
    }

    private Map<Long, Double> from(Kind wanted, Timespan finer) {
        var method = wanted.method();
        boolean rate = method.rate();
        var same = new Kind(method, finer);
        var sums = new Kind(new AggregationMethod(rate, AggregationMethod.Kind.SUM, 0), finer);
        var counts = new Kind(new AggregationMethod(rate, AggregationMethod.Kind.COUNT, 0), finer);
        return switch (method.kind()) {
            case SUM, COUNT -> whole(wanted, same, AggregationMethod.Kind.SUM);
            case MIN, MAX, FIRST, LAST -> whole(wanted, same, method.kind());
            case MEAN -> {
                var count = whole(wanted, counts, AggregationMethod.Kind.SUM);
                var means = new TreeMap<Long, Double>();
                whole(wanted, sums, AggregationMethod.Kind.SUM)
                        .forEach((bucket, sum) ->
                                count.computeIfPresent(
                                        bucket,
                                        (_, n) -> {
                                            means.put(bucket, sum / n);
                                            return n;
                                        }));
                if (finer.equals(wanted.granularity())) {
                    yield means;
                }
                weighted(wanted, same, counts).forEach(means::putIfAbsent);
                yield means;
            }
            case STD, MEDIAN, PERCENTILE -> Map.of();
        };
    }

    private Map<Long, Double> weighted(Kind wanted, Kind means, Kind counts) {
        var sums = new TreeMap<Long, Double>();
        var weights = knownAndFilled(counts);
        knownAndFilled(means)
                .forEach((bucket, mean) -> {
                    var weight = weights.get(bucket);
                    if (weight != null) {
                        sums.put(bucket, mean * weight);
                    }
                });
        var sum = whole(wanted, means, sums, AggregationMethod.Kind.SUM);
        var count = whole(wanted, counts, AggregationMethod.Kind.SUM);
        var result = new TreeMap<Long, Double>();
        sum.forEach((bucket, all) -> {
            var n = count.get(bucket);
            if (n != null) {
                result.put(bucket, all / n);
            }
        });
        return result;
    }

    private Map<Long, Double> whole(Kind wanted, Kind finer, AggregationMethod.Kind by) {
        boolean itself =
                finer.granularity().equals(wanted.granularity())
                        && finer.method().equals(wanted.method());
        return itself ? new TreeMap<>() : whole(wanted, finer, knownAndFilled(finer), by);
    }

    private Map<Long, Double> whole(
            Kind wanted, Kind finer, Map<Long, Double> values, AggregationMethod.Kind by) {
        long nanos = wanted.granularity().nanos();
        var spans = new ArrayList<>(complete.getOrDefault(finer, List.of()));
        if (has(finer)) {
            spans.add(new Span(firstToCompute(finer.granularity()), Long.MAX_VALUE));
        }
        long oldest = newestExpired(finer.granularity());
        var groups = new TreeMap<Long, List<Double>>();
        for (var value : new TreeMap<>(values).entrySet()) {
            long bucket = floor(value.getKey(), nanos);
            if (bucket > oldest && Span.cover(spans, bucket, bucket + nanos)) {
                groups.computeIfAbsent(bucket, _ -> new ArrayList<>()).add(value.getValue());
            }
        }
        var made = new TreeMap<Long, Double>();
        groups.forEach((bucket, all) -> {
            var value = NaiveAggregation.of(by, all);
            if (value != null) {
                made.put(bucket, value);
            }
        });
        return made;
    }

    private Map<Long, Double> living(NavigableMap<Long, Double> series, Kind kind) {
        long oldest = expired.getOrDefault(kind.granularity(), NEVER);
        boolean sparse = kind.method().rate() || kind.method().text().equals("std");
        for (var item : policy == null ? List.<Retention>of() : policy.definition()) {
            var timespan = item.timespan();
            if (item.granularity().equals(kind.granularity())
                    && timespan != null
                    && !series.isEmpty()) {
                boolean byWindow = everErased || !sparse;
                oldest =
                        Math.max(
                                oldest,
                                byWindow ? expiry(item) : series.lastKey() - timespan.nanos());
            }
        }
        return series.tailMap(oldest, false);
    }

    /// The newest bucket of a granularity that is too old, or was by a former policy.
    private long newestExpired(Timespan granularity) {
        long newest = expired.getOrDefault(granularity, NEVER);
        for (var item : policy == null ? List.<Retention>of() : policy.definition()) {
            if (item.granularity().equals(granularity)) {
                newest = Math.max(newest, expiry(item));
            }
        }
        return newest;
    }

    /// The newest bucket that is too old.
    private long expiry(Retention item) {
        var timespan = item.timespan();
        return timespan == null
                ? NEVER
                : floor(last, item.granularity().nanos()) - timespan.nanos();
    }

    private static long floor(long instant, long nanos) {
        return instant == NEVER ? NEVER : Math.floorDiv(instant, nanos) * nanos;
    }
}
