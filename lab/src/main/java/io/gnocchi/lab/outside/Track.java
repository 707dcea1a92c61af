package io.gnocchi.lab.outside;

import java.util.ArrayList;
import java.util.List;

/// The books of one writer: its metrics, and what became of each of its requests.
///
/// Request `k` holds [#POINTS] points, one a second from second `k * POINTS` on, for each of the
/// metrics. Every value there ever is tells metric, request, attempt and point, and is no sum of
/// others that could stand at its place. Sums of many are exact.
final class Track {
    /// Points of a request for one metric, a second apart.
    static final int POINTS = 10;

    /// The second of the first point; the start of a block of every granularity in use.
    static final long EPOCH = 1_700_006_400;

    private static final int MOST_ATTEMPTS = 8;
    private static final long MOST_REQUESTS = 1 << 20;

    private final int firstMetric;
    private final List<String> metrics;
    private final List<List<Attempt>> requests = new ArrayList<>();

    /// @param firstMetric a number for the first of the metrics; the others have the next ones
    Track(int firstMetric, List<String> metrics) {
        this.firstMetric = firstMetric;
        this.metrics = List.copyOf(metrics);
    }

    List<String> metrics() {
        return metrics;
    }

    /// The value of a point.
    ///
    /// @param metric its place in the track
    long value(int metric, int request, int attempt, int point) {
        long number = (firstMetric + metric + 1) * MOST_REQUESTS + request;
        return (number * MOST_ATTEMPTS + attempt) * POINTS + point;
    }

    /// Notes that a request is being sent, before it is.
    ///
    /// @return the number of this attempt at it
    synchronized int sending(int request) {
        if (request == requests.size()) {
            requests.add(new ArrayList<>());
        }
        var attempts = requests.get(request);
        if (attempts.size() == MOST_ATTEMPTS) {
            throw new IllegalStateException("request " + request + " was sent often enough");
        }
        attempts.add(new Attempt(attempts.size(), Attempt.Outcome.UNKNOWN));
        return attempts.size() - 1;
    }

    /// Whether no more attempts at this request fit.
    synchronized boolean isFull(int request) {
        return request < requests.size() && requests.get(request).size() == MOST_ATTEMPTS;
    }

    synchronized void settle(int request, int attempt, Attempt.Outcome outcome) {
        requests.get(request).set(attempt, new Attempt(attempt, outcome));
    }

    synchronized int size() {
        return requests.size();
    }

    /// What is known now of the requests from one on.
    synchronized List<List<Attempt>> known(int from) {
        return requests.subList(Math.min(from, requests.size()), requests.size()).stream()
                .map(List::copyOf)
                .toList();
    }

    /// The same books with one request more, which nobody ever sent and which is said to be
    /// acknowledged: who checks them has to miss it.
    synchronized Track withPlantedLoss() {
        var planted = new Track(firstMetric, metrics);
        known(0).forEach(attempts -> planted.requests.add(new ArrayList<>(attempts)));
        int lie = planted.sending(planted.size());
        planted.settle(planted.size() - 1, lie, Attempt.Outcome.ACKNOWLEDGED);
        return planted;
    }
}
