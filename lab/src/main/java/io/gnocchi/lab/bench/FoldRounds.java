package io.gnocchi.lab.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Rounds of one batch for each group of metrics, all of which is there when folding begins.
final class FoldRounds {
    /// How long a round should take: a worker looks for work once a second, and it is its pace that
    /// is asked for.
    private static final double LONG_SECONDS = 6;

    /// How many times as many metrics the next round may have.
    private static final int MOST_GROWTH = 4;

    private final Subject subject;
    private final Workloads workloads;
    private final int points;
    private final int most;
    private final List<List<String>> groups = new ArrayList<>();
    private int round;
    private int metrics;

    /// @param fewest metrics of a round
    /// @param most metrics of a round, for a server that is through with fewer in no time
    FoldRounds(Subject subject, Workloads workloads, int points, int fewest, int most)
            throws IOException {
        this.subject = subject;
        this.workloads = workloads;
        this.points = points;
        this.most = most;
        grow(fewest);
    }

    private void grow(int wanted) throws IOException {
        while (metrics < wanted) {
            groups.add(workloads.createGroup());
            metrics += groups.getLast().size();
        }
    }

    /// Makes rounds larger until one takes long.
    void grow() throws IOException {
        double seconds = one().wallSeconds();
        while (seconds < LONG_SECONDS && metrics < most) {
            double growth = Math.min(MOST_GROWTH, LONG_SECONDS / seconds);
            grow((int) Math.min(most, metrics * growth + 1));
            seconds = one().wallSeconds();
        }
    }

    /// One round at least, and more while there is time.
    Figure during(Duration time) throws IOException {
        var all = one();
        while (all.wallSeconds() < time.toSeconds()) {
            all = all.plus(one());
        }
        return all;
    }

    private Figure one() throws IOException {
        subject.holdFolding();
        for (var ids : groups) {
            subject.send(workloads.batch(ids, round * points, points));
        }
        round++;
        subject.letFold();
        return Folding.await(subject, (long) metrics * points);
    }
}
