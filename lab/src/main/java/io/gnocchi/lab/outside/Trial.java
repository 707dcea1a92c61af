package io.gnocchi.lab.outside;

import io.gnocchi.lab.json.Json;
import io.gnocchi.lab.net.HttpMessage;
import io.gnocchi.lab.net.Mischief;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Thirty-one acknowledged measures of one metric, processed in two rounds, while one request to
/// the store fails: thirty posts and then one more.
///
/// @param round in which the request fails, 1 or 2
/// @param number of the request in its round, from 0
/// @param how it fails, each of the five times it is tried
record Trial(int round, int number, Mischief how) {
    static final int MEASURES = 31;
    static final String POLICY =
            """
            {"name": "thirty-one", "back_window": 0, "aggregation_methods": ["count", "mean"],
             "definition": [{"granularity": 60, "timespan": 8640000},
                            {"granularity": 3600, "timespan": 8640000}]}\
            """;

    private static final int ALL_ROUNDS = 2;
    private static final int NOBODY = Integer.MAX_VALUE;
    private static final int APART = 60;
    private static final List<Integer> GRANULARITIES = List.of(APART, 3_600);
    private static final long TO_PROCESS_NANOS = 120_000_000_000L;
    private static final long PAUSE_MILLIS = 200;

    /// Where nothing fails: to learn what is requested.
    static Trial withoutFailure(int round) {
        return new Trial(round, NOBODY, Mischief.NONE);
    }

    /// What came of it.
    ///
    /// @param requests of its round, in order
    /// @param caught the one that failed, or null when there were not so many
    /// @param failures how often it was let fail
    /// @param answered how many measures the server tells in the end, in the granularity in which
    ///   it is the most wrong
    record Outcome(
            List<HttpMessage> requests, @Nullable HttpMessage caught, int failures, int answered) {}

    Outcome of(Party party) {
        var created =
                party.api().ask("POST", "/v1/metric", "{\"archive_policy_name\": \"thirty-one\"}");
        if (!(created.at("/id") instanceof Json.Text(var metric))) {
            throw new IllegalStateException("no metric: " + created);
        }
        @Nullable Outcome seen = null;
        for (int now = 1; now <= ALL_ROUNDS; now++) {
            party.hold();
            post(party, metric, now == 1 ? 0 : MEASURES - 1, now == 1 ? MEASURES - 1 : MEASURES);
            var posted = firstOf(party.snare().met());
            party.snare()
                    .set(
                            request -> party.processes(request, metric, posted),
                            now == round ? number : NOBODY,
                            how);
            party.process();
            awaitProcessed(party, metric);
            if (now == round) {
                var snare = party.snare();
                seen = new Outcome(snare.met(), snare.caught(), snare.failures(), 0);
            }
        }
        party.snare().set(_ -> false, NOBODY, Mischief.NONE);
        return new Outcome(
                seen == null ? List.of() : seen.requests(),
                seen == null ? null : seen.caught(),
                seen == null ? 0 : seen.failures(),
                answered(party, metric));
    }

    private static @Nullable HttpMessage firstOf(List<HttpMessage> messages) {
        return messages.isEmpty() ? null : messages.getFirst();
    }

    private static void post(Party party, String metric, int from, int to) {
        party.snare().set(request -> request.target().contains(metric), NOBODY, Mischief.NONE);
        for (int i = from; i < to; i++) {
            var body =
                    "[{\"timestamp\": %d, \"value\": %d}]"
                            .formatted(Track.EPOCH + (long) i * APART, i);
            var answer = party.api().send("POST", "/v1/metric/" + metric + "/measures", body);
            if (answer.status() != 202) {
                throw new IllegalStateException("a post is not acknowledged: " + answer);
            }
        }
    }

    private static void awaitProcessed(Party party, String metric) {
        long since = System.nanoTime();
        while (waits(party, metric)) {
            if (System.nanoTime() - since > TO_PROCESS_NANOS) {
                throw new IllegalStateException(party.name() + " does not process " + metric);
            }
            Pause.millis(PAUSE_MILLIS);
        }
    }

    private static boolean waits(Party party, String metric) {
        var answer = party.api().send("GET", "/v1/status?details=true", null);
        return answer.status() != 200
                || !(answer.json().at("/storage/measures_to_process")
                        instanceof Json.Members(Map<String, Json> waiting))
                || waiting.containsKey(metric);
    }

    /// As the counts of the buckets tell, in the granularity where they are the most wrong.
    private static int answered(Party party, String metric) {
        return GRANULARITIES.stream()
                .map(granularity -> answered(party, metric, granularity))
                .max(Comparator.comparingInt(answered -> Math.abs(answered - MEASURES)))
                .orElseThrow();
    }

    private static int answered(Party party, String metric, int granularity) {
        var counts = party.api().points(metric, "count", granularity, "");
        if (counts == null) {
            throw new IllegalStateException(party.name() + " does not answer for " + metric);
        }
        return (int) counts.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
