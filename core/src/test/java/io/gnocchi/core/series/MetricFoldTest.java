package io.gnocchi.core.series;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MetricFoldTest {
    @Test
    void theFirstRequestIsFreeWhateverItsSpan() {
        var fold = new MetricFold(null);
        fold.accept(policy(0, 60), measures(0, 1, 100_000, 2));

        assertThat(fold.late()).isZero();
        assertThat(outcome(fold).closed().getFirst().series().timestamps()).containsExactly(0);
    }

    @Test
    void laterRequestsAreJudgedByWhatWasThereBefore() {
        var fold = new MetricFold(null);
        fold.accept(policy(0, 60), measures(60, 1));
        fold.accept(policy(0, 60), measures(59, 5, 61, 2, 1000, 3));

        assertThat(fold.late()).isEqualTo(1);
        assertThat(fold.points(Points.none()).values()).containsExactly(1, 2, 3);
    }

    @Test
    void theBackWindowKeepsBlocksOpen() {
        var fold = new MetricFold(null);
        fold.accept(policy(2, 60), measures(300, 1));
        fold.accept(policy(2, 60), measures(180, 2, 179, 3));

        assertThat(fold.late()).isEqualTo(1);
    }

    @Test
    void ofEqualTimestampsTheSmallestOfARequestAndTheLastOfRequestsCounts() {
        var fold = new MetricFold(null);
        fold.accept(policy(0, 60), Canonical.canonical(measures(60, 5, 60, 9, 60, 2)));
        assertThat(fold.points(Points.none()).values()).containsExactly(2);

        fold.accept(policy(0, 60), measures(60, 50));
        assertThat(fold.points(Points.none()).values()).containsExactly(50);

        fold.accept(policy(0, 60), measures(60, 1));
        assertThat(fold.points(Points.none()).values()).containsExactly(1);
    }

    @Test
    void aBucketThatStraddlesTheWindowKeepsItsPoints() {
        var policy = policy(0, 7, 60);
        var fold = new MetricFold(null);
        fold.accept(policy, measures(57, 1, 58, 1, 59, 1));
        fold.accept(policy, measures(60, 10));
        fold.accept(policy, measures(61, 10));

        var points = fold.points(Points.none());
        var state = requireNonNull(fold.state());
        int from = Points.firstAtOrAfter(points.timestamps(), state.openFloor(7_000_000_000L));
        var sevens =
                MethodSeries.of(
                        points,
                        from,
                        points.size(),
                        new Timespan(7_000_000_000L),
                        policy.methods());

        assertThat(sevens.getFirst().series().values()).containsExactly(23);
        assertThat(outcome(fold).raw().size()).isEqualTo(5);
    }

    @Test
    void anAbsurdBackWindowKeepsEverythingOpen() {
        var week = policy(1_000_000, 7 * 86_400);
        var fold = new MetricFold(null);
        fold.accept(week, measures(1e9, 1));
        fold.accept(week, measures(0, 2));

        assertThat(fold.late()).isZero();
        assertThat(outcome(fold).closed()).isEmpty();
    }

    @Test
    void foldingOneByOneClosesTheSameAsFoldingAtOnce() {
        var policy = policy(0, 60);
        var requests =
                List.of(measures(0, 1), measures(30, 2), measures(61, 3, 125, 4), measures(59, 9));
        var together = new MetricFold(null);
        requests.forEach(request -> together.accept(policy, request));

        WindowState state = null;
        var closed = new ArrayList<Double>();
        var raw = Points.none();
        for (var request : requests) {
            var one = new MetricFold(state);
            one.accept(policy, request);
            var outcome = requireNonNull(one.finish(raw));
            raw = PointMerge.union(List.of(raw, outcome.raw()));
            outcome.closed().stream()
                    .flatMapToDouble(each -> java.util.Arrays.stream(each.series().values()))
                    .forEach(closed::add);
            state = outcome.state();
        }

        assertThat(together.late()).isEqualTo(1);
        assertThat(closed).containsExactly(3.0, 3.0);
        assertThat(outcome(together).closed().getFirst().series().values()).containsExactly(3, 3);
        assertThat(outcome(together).state()).isEqualTo(state);
    }

    private static MetricFold.Outcome outcome(MetricFold fold) {
        return requireNonNull(fold.finish(Points.none()));
    }

    private static ArchivePolicy policy(int backWindow, long... granularitySeconds) {
        var definition = new ArrayList<Retention>();
        for (long seconds : granularitySeconds) {
            definition.add(new Retention(new Timespan(seconds * 1_000_000_000L), null));
        }
        var methods = new TreeSet<>(List.of(AggregationMethod.parse("sum")));
        return new ArchivePolicy("p", backWindow, definition, methods);
    }

    private static Measures measures(double... secondsAndValues) {
        int size = secondsAndValues.length / 2;
        var timestamps = new long[size];
        var values = new double[size];
        for (int i = 0; i < size; i++) {
            timestamps[i] = (long) (secondsAndValues[2 * i] * 1e9);
            values[i] = secondsAndValues[2 * i + 1];
        }
        return Canonical.canonical(new Measures(timestamps, values));
    }
}
