package io.gnocchi.lab.outside;

import java.util.List;
import java.util.random.RandomGenerator;

/// A client that posts request after request of its track, to one server and then to the next, and
/// now and then some again with other values.
final class Writer implements Runnable {
    private static final double AGAIN = 0.1;
    private static final double AFTER_TROUBLE = 0.5;
    private static final int BEHIND = 3;
    private static final long PAUSE_MILLIS = 60;
    private static final long TROUBLE_MILLIS = 150;

    private final Track track;
    private final List<Deployment.Server> servers;
    private final Account account;
    private final RandomGenerator chance;
    private volatile boolean stopped;
    private int turn;

    Writer(Track track, List<Deployment.Server> servers, Account account, RandomGenerator chance) {
        this.track = track;
        this.servers = servers;
        this.account = account;
        this.chance = chance;
        this.turn = chance.nextInt(servers.size());
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        while (!stopped) {
            int request = track.size();
            var outcome = post(request);
            boolean again =
                    outcome == Attempt.Outcome.ACKNOWLEDGED
                            ? chance.nextDouble() < AGAIN
                            : chance.nextDouble() < AFTER_TROUBLE;
            if (again) {
                post(Math.max(0, request - chance.nextInt(BEHIND)));
            }
        }
    }

    private Attempt.Outcome post(int request) {
        if (track.isFull(request)) {
            return Attempt.Outcome.REFUSED;
        }
        int attempt = track.sending(request);
        var server = servers.get(turn++ % servers.size());
        long begun = System.nanoTime();
        var answer =
                server.api().send("POST", "/v1/batch/metrics/measures", body(request, attempt));
        int points = track.metrics().size() * Track.POINTS;
        var outcome = account.answered(server, answer, points, begun);
        track.settle(request, attempt, outcome);
        Pause.millis(outcome == Attempt.Outcome.ACKNOWLEDGED ? PAUSE_MILLIS : TROUBLE_MILLIS);
        return outcome;
    }

    private String body(int request, int attempt) {
        var body = new StringBuilder("{");
        for (int metric = 0; metric < track.metrics().size(); metric++) {
            body.append(metric == 0 ? "\"" : ",\"").append(track.metrics().get(metric));
            for (int point = 0; point < Track.POINTS; point++) {
                long at = Track.EPOCH + (long) request * Track.POINTS + point;
                body.append(point == 0 ? "\":[" : ",").append("{\"timestamp\":").append(at);
                body.append(",\"value\":").append(track.value(metric, request, attempt, point));
                body.append('}');
            }
            body.append(']');
        }
        return body.append('}').toString();
    }
}
