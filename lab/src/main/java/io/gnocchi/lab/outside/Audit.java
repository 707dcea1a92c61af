package io.gnocchi.lab.outside;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads everything back, in every granularity, when nobody writes.
final class Audit {
    /// The granularities of the policy in use, in seconds; the first is that of single measures.
    static final List<Integer> GRANULARITIES = List.of(1, 10, 60);

    private static final int TRIES = 20;
    private static final long PAUSE_MILLIS = 500;

    private final Api api;

    Audit(Api api) {
        this.api = api;
    }

    /// What is wrong with what the server answers about these books.
    Verdict of(List<Track> tracks) {
        var verdict = new Verdict();
        for (var track : tracks) {
            var judge = new Judge(track, verdict);
            var known = track.known(0);
            var there = new ArrayList<int[]>();
            for (int metric = 0; metric < track.metrics().size(); metric++) {
                var seconds = buckets(track.metrics().get(metric), GRANULARITIES.getFirst());
                there.add(judge.seconds(metric, 0, known, known, seconds));
                for (int granularity : GRANULARITIES.subList(1, GRANULARITIES.size())) {
                    var coarse = buckets(track.metrics().get(metric), granularity);
                    judge.coarse(metric, granularity, seconds, coarse);
                }
            }
            judge.requests(there);
        }
        return verdict;
    }

    /// Whether a loss that was planted in the books of a writer would be seen.
    boolean seesPlantedLoss(Track track) {
        var before = of(List.of(track));
        var after = of(List.of(track.withPlantedLoss()));
        long planted = (long) track.metrics().size() * Track.POINTS;
        return after.lost() == before.lost() + planted;
    }

    private Map<Integer, Bucket> buckets(String metric, int granularity) {
        var counts = points(metric, "count", granularity);
        var sums = points(metric, "sum", granularity);
        if (!counts.keySet().equals(sums.keySet())) {
            throw new IllegalStateException("counts and sums of " + metric + " differ in times");
        }
        var buckets = new HashMap<Integer, Bucket>();
        counts.forEach((second, count) ->
                buckets.put(
                        Math.floorDiv(second, granularity),
                        new Bucket(count.longValue(), sums.getOrDefault(second, Double.NaN))));
        return buckets;
    }

    private Map<Integer, Double> points(String metric, String aggregation, int granularity) {
        for (int i = 0; i < TRIES; i++) {
            var points = api.points(metric, aggregation, granularity, "");
            if (points != null) {
                return points;
            }
            Pause.millis(PAUSE_MILLIS);
        }
        throw new IllegalStateException(metric + " cannot be read although all is well again");
    }
}
