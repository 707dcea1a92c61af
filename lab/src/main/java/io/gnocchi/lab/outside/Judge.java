package io.gnocchi.lab.outside;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Holds what a server answers against the books of a writer.
///
/// An acknowledged measure has to be there exactly once, unless a later attempt at the same time
/// may stand in its place. One whose fate is unknown is there once or not at all. Nothing else is
/// there.
final class Judge {
    private static final int ABSENT = -1;
    private static final int OTHER = -2;

    private final Track track;
    private final Verdict verdict;

    Judge(Track track, Verdict verdict) {
        this.track = track;
        this.verdict = verdict;
    }

    /// Judges the buckets of one second.
    ///
    /// @param metric its place in the track
    /// @param from the first request that was asked for
    /// @param before what was known of the requests from there when the server was asked
    /// @param after the same when it had answered
    /// @param seconds the buckets by their place in the track, the first point's being 0
    /// @return for each request in `before` which of its attempts is there, [#ABSENT], or less when
    ///   it is not one
    int[] seconds(
            int metric,
            int from,
            List<List<Attempt>> before,
            List<List<Attempt>> after,
            Map<Integer, Bucket> seconds) {
        int[] there = new int[before.size()];
        for (int i = 0; i < there.length; i++) {
            int request = from + i;
            var allowed = allowed(before.get(i), after.get(i));
            int[] seen = new int[Track.POINTS];
            for (int point = 0; point < Track.POINTS; point++) {
                int second = request * Track.POINTS + point;
                var bucket = seconds.getOrDefault(second, Bucket.NONE);
                seen[point] = judge(metric, request, point, bucket, after.get(i).size(), allowed);
            }
            there[i] = whole(metric, request, seen);
        }
        verdict.looked((long) there.length * Track.POINTS);
        strangers(metric, from + after.size(), seconds);
        return there;
    }

    /// What may stand there: the last that is acknowledged, and whatever may have come after it.
    static Set<Integer> allowed(List<Attempt> before, List<Attempt> after) {
        var allowed = new HashSet<Integer>();
        int last = ABSENT;
        for (var attempt : before) {
            if (attempt.isAcknowledged()) {
                last = attempt.number();
            }
        }
        allowed.add(last);
        for (var attempt : after) {
            boolean wasOpen =
                    attempt.number() >= before.size()
                            || !before.get(attempt.number()).isAcknowledged();
            if (wasOpen && attempt.mayCount()) {
                allowed.add(attempt.number());
            }
        }
        return allowed;
    }

    private int judge(
            int metric, int request, int point, Bucket bucket, int attempts, Set<Integer> allowed) {
        int seen = seen(metric, request, point, bucket, attempts);
        if (allowed.contains(seen)) {
            return seen;
        }
        var place =
                "%s request %d point %d: %s, allowed are the attempts %s"
                        .formatted(track.metrics().get(metric), request, point, bucket, allowed);
        if (seen == ABSENT) {
            verdict.lost(place);
        } else if (bucket.count() > 1) {
            verdict.doubled(place);
        } else {
            verdict.strange(place);
        }
        return seen;
    }

    private int seen(int metric, int request, int point, Bucket bucket, int attempts) {
        if (bucket.isEmpty()) {
            return ABSENT;
        }
        for (int attempt = 0; attempt < attempts; attempt++) {
            if (bucket.count() == 1
                    && bucket.sum() == track.value(metric, request, attempt, point)) {
                return attempt;
            }
        }
        return OTHER;
    }

    private int whole(int metric, int request, int[] seen) {
        if (Arrays.stream(seen).allMatch(attempt -> attempt == seen[0])) {
            return seen[0];
        }
        verdict.torn(
                "%s request %d: its points are of the attempts %s"
                        .formatted(track.metrics().get(metric), request, Arrays.toString(seen)));
        return OTHER;
    }

    private void strangers(int metric, int end, Map<Integer, Bucket> seconds) {
        seconds.forEach((second, bucket) -> {
            if (second < 0 || second >= end * Track.POINTS) {
                verdict.strange(
                        "%s second %d: %s, where nothing was sent"
                                .formatted(track.metrics().get(metric), second, bucket));
            }
        });
    }

    /// Judges that a request is there for all of its metrics or for none.
    ///
    /// @param there by metric, what [#seconds] found
    void requests(List<int[]> there) {
        for (int request = 0; request < there.getFirst().length; request++) {
            int at = request;
            var found = there.stream().mapToInt(of -> of[at]).toArray();
            if (Arrays.stream(found).anyMatch(attempt -> attempt != found[0])) {
                verdict.torn(
                        "request %d of %s: its metrics have the attempts %s"
                                .formatted(request, track.metrics(), Arrays.toString(found)));
            }
        }
    }

    /// Judges that coarser buckets hold the same measures as the seconds.
    ///
    /// @param granularity their length in seconds
    /// @param coarse by the number of the bucket, the one of the first point being 0
    void coarse(
            int metric,
            int granularity,
            Map<Integer, Bucket> seconds,
            Map<Integer, Bucket> coarse) {
        var counts = new HashMap<Integer, Long>();
        var sums = new HashMap<Integer, Double>();
        seconds.forEach((second, bucket) -> {
            int place = Math.floorDiv(second, granularity);
            counts.merge(place, bucket.count(), Long::sum);
            sums.merge(place, bucket.sum(), Double::sum);
        });
        var places = new HashSet<>(counts.keySet());
        places.addAll(coarse.keySet());
        for (int place : places) {
            var should = new Bucket(counts.getOrDefault(place, 0L), sums.getOrDefault(place, 0.0));
            var is = coarse.getOrDefault(place, Bucket.NONE);
            if (!is.equals(should)) {
                verdict.uneven(
                        "%s bucket %d of %d s: %s, but its seconds hold %s"
                                .formatted(
                                        track.metrics().get(metric),
                                        place,
                                        granularity,
                                        is,
                                        should));
            }
        }
    }
}
