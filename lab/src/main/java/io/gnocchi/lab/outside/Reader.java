package io.gnocchi.lab.outside;

import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// A client that reads while everything is being hurt, and holds each answer against what was
/// acknowledged before it asked: an answer may fail, but it is never short.
final class Reader implements Runnable {
    /// So many of the newest requests of a writer are read.
    private static final int NEWEST = 40;

    private static final long PAUSE_MILLIS = 100;

    private final List<Track> tracks;
    private final List<Deployment.Server> servers;
    private final Verdict verdict;
    private final RandomGenerator chance;
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile boolean stopped;

    Reader(
            List<Track> tracks,
            List<Deployment.Server> servers,
            Verdict verdict,
            RandomGenerator chance) {
        this.tracks = tracks;
        this.servers = servers;
        this.verdict = verdict;
        this.chance = chance;
    }

    void stop() {
        stopped = true;
    }

    long answered() {
        return answered.get();
    }

    long failed() {
        return failed.get();
    }

    @Override
    public void run() {
        while (!stopped) {
            read(tracks.get(chance.nextInt(tracks.size())));
            Pause.millis(PAUSE_MILLIS);
        }
    }

    private void read(Track track) {
        int metric = chance.nextInt(track.metrics().size());
        int from = Math.max(0, track.size() - NEWEST);
        var before = track.known(from);
        var points =
                servers.get(chance.nextInt(servers.size()))
                        .api()
                        .points(
                                track.metrics().get(metric),
                                "sum",
                                1,
                                "&start=" + (Track.EPOCH + (long) from * Track.POINTS));
        if (points == null) {
            failed.incrementAndGet();
            return;
        }
        answered.incrementAndGet();
        // A measure that counts twice has a sum that is no value.
        var seconds = new HashMap<Integer, Bucket>();
        points.forEach((second, sum) -> seconds.put(second, new Bucket(1, sum)));
        new Judge(track, verdict).seconds(metric, from, before, track.known(from), seconds);
    }
}
