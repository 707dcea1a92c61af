package io.gnocchi.lab.outside;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the writers were answered, all together.
final class Account {
    private static final int ACCEPTED = 202;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final Duration LONGEST = Duration.ofSeconds(40);
    private static final int MOST_COMPLAINTS = 10;
    private static final double NANOS = 1e9;

    private final Map<Integer, Long> measures = new TreeMap<>();
    private final Map<Integer, Long> requests = new TreeMap<>();
    private final List<Acknowledgment> acknowledgments = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private long lastNanos;
    private long gapNanos;
    private long slowestNanos;

    private record Acknowledgment(Deployment.Server server, long begunNanos, long endNanos) {}

    /// Takes an answer to the books.
    ///
    /// @param begunNanos when its request was sent
    /// @return what it means
    synchronized Attempt.Outcome answered(
            Deployment.Server server, Api.Answer answer, int points, long begunNanos) {
        long now = System.nanoTime();
        if (measures.isEmpty()) {
            lastNanos = begunNanos;
        }
        measures.merge(answer.status(), (long) points, Long::sum);
        requests.merge(answer.status(), 1L, Long::sum);
        slowestNanos = Math.max(slowestNanos, now - begunNanos);
        complainIf(now - begunNanos > LONGEST.toNanos(), "an answer took longer than " + LONGEST);
        return switch (answer.status()) {
            case ACCEPTED -> {
                gapNanos = Math.max(gapNanos, now - lastNanos);
                lastNanos = now;
                acknowledgments.add(new Acknowledgment(server, begunNanos, now));
                notifyAll();
                yield Attempt.Outcome.ACKNOWLEDGED;
            }
            case UNAVAILABLE -> {
                complainIf(answer.comesBack(), "a 503 says when to come back");
                yield Attempt.Outcome.UNKNOWN;
            }
            case TOO_MANY -> {
                complainIf(!answer.comesBack(), "a 429 does not say when to come back");
                yield Attempt.Outcome.REFUSED;
            }
            case 0 -> Attempt.Outcome.UNKNOWN;
            default -> {
                complainIf(true, "a write is answered " + answer);
                yield Attempt.Outcome.UNKNOWN;
            }
        };
    }

    private void complainIf(boolean wrong, String complaint) {
        if (wrong && complaints.size() < MOST_COMPLAINTS) {
            complaints.add(complaint);
        }
    }

    /// Waits for a 202 to a request that was sent after a moment.
    ///
    /// @param server who has to answer it; null for any
    /// @return seconds from that moment to the answer, or null when patience was over
    synchronized @Nullable Double awaitAcknowledgment(
            Deployment.@Nullable Server server, long sinceNanos, Duration patience) {
        var first = first(server, sinceNanos);
        while (first == null) {
            long leftNanos = patience.toNanos() - (System.nanoTime() - sinceNanos);
            if (leftNanos <= 0) {
                return null;
            }
            try {
                wait(leftNanos / 1_000_000 + 1);
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
            first = first(server, sinceNanos);
        }
        return (first.endNanos() - sinceNanos) / NANOS;
    }

    private @Nullable Acknowledgment first(Deployment.@Nullable Server server, long sinceNanos) {
        @Nullable Acknowledgment first = null;
        for (int i = acknowledgments.size() - 1; i >= 0; i--) {
            var one = acknowledgments.get(i);
            if (one.endNanos() < sinceNanos) {
                return first;
            }
            boolean counts = server == null || server.equals(one.server());
            if (counts && one.begunNanos() >= sinceNanos) {
                first = one;
            }
        }
        return first;
    }

    synchronized long acknowledged() {
        return measures.getOrDefault(ACCEPTED, 0L);
    }

    synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public synchronized String toString() {
        long open = measures.getOrDefault(0, 0L) + measures.getOrDefault(UNAVAILABLE, 0L);
        return """
        measures acknowledged   %,d in %,d requests
        measures unknown        %,d (no answer: %,d requests, 503: %,d requests)
        measures refused        %,d (429: %,d requests)
        longest without a 202   %.1f s
        slowest answer          %.1f s
        """
                .formatted(
                        acknowledged(),
                        requests.getOrDefault(ACCEPTED, 0L),
                        open,
                        requests.getOrDefault(0, 0L),
                        requests.getOrDefault(UNAVAILABLE, 0L),
                        measures.getOrDefault(TOO_MANY, 0L),
                        requests.getOrDefault(TOO_MANY, 0L),
                        gapNanos / NANOS,
                        slowestNanos / NANOS);
    }
}
