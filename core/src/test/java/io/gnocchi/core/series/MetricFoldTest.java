package io.gnocchi.core.series;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.TimeRange;
import io.gnocchi.core.model.Timespan;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MetricFoldTest {
    @Test
    void theFirstRequestIsFreeWhateverItsSpan() {
        var fold = new MetricFold(null);
        fold.accept(new Request.Post(policy(0, 60), measures(0, 1, 100_000, 2)));

        assertThat(fold.late()).isZero();
        assertThat(outcome(fold).closed().getFirst().series().timestamps()).containsExactly(0);
    }

    @Test
    void laterRequestsAreJudgedByWhatWasThereBefore() {
        var fold = new MetricFold(null);
        fold.accept(new Request.Post(policy(0, 60), measures(60, 1)));
        fold.accept(new Request.Post(policy(0, 60), measures(59, 5, 61, 2, 1000, 3)));

        assertThat(fold.late()).isEqualTo(1);
        assertThat(outcome(fold).points().values()).containsExactly(1, 2, 3);
    }

    @Test
    void theBackWindowKeepsBlocksOpen() {
        var fold = new MetricFold(null);
        fold.accept(new Request.Post(policy(2, 60), measures(300, 1)));
        fold.accept(new Request.Post(policy(2, 60), measures(180, 2, 179, 3)));

        assertThat(fold.late()).isEqualTo(1);
    }

    @Test
    void ofEqualTimestampsTheSmallestOfARequestAndTheLastOfRequestsCounts() {
        var fold = new MetricFold(null);
        fold.accept(
                new Request.Post(
                        policy(0, 60), Canonical.canonical(measures(60, 5, 60, 9, 60, 2))));
        assertThat(outcome(fold).points().values()).containsExactly(2);

        fold.accept(new Request.Post(policy(0, 60), measures(60, 50)));
        assertThat(outcome(fold).points().values()).containsExactly(50);

        fold.accept(new Request.Post(policy(0, 60), measures(60, 1)));
        assertThat(outcome(fold).points().values()).containsExactly(1);
    }

    @Test
    void aBucketThatStraddlesTheWindowKeepsItsPoints() {
        var policy = policy(0, 7, 60);
        var fold = new MetricFold(null);
        fold.accept(new Request.Post(policy, measures(57, 1, 58, 1, 59, 1)));
        fold.accept(new Request.Post(policy, measures(60, 10)));
        fold.accept(new Request.Post(policy, measures(61, 10)));

        var points = outcome(fold).points();
        var state = outcome(fold).state().window();
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
        fold.accept(new Request.Post(week, measures(1e9, 1)));
        fold.accept(new Request.Post(week, measures(0, 2)));

        assertThat(fold.late()).isZero();
        assertThat(outcome(fold).closed()).isEmpty();
    }

    @Test
    void foldingOneByOneClosesTheSameAsFoldingAtOnce() {
        var policy = policy(0, 60);
        var requests =
                List.of(measures(0, 1), measures(30, 2), measures(61, 3, 125, 4), measures(59, 9));
        var together = new MetricFold(null);
        requests.forEach(request -> together.accept(new Request.Post(policy, request)));

        MetricState state = null;
        var closed = new ArrayList<Double>();
        var raw = Points.none();
        for (var request : requests) {
            var one = new MetricFold(state);
            one.accept(new Request.Post(policy, request));
            var outcome = requireNonNull(one.finish(raw, Amendments.NONE));
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

    @Test
    void anErasureTakesPointsOfOpenBucketsAndClosedBucketsWhollyInside() {
        var policy = policy(0, 10, 60);
        var fold = new MetricFold(null);
        fold.accept(new Request.Post(policy, measures(5, 1, 15, 2, 25, 4, 65, 8, 75, 16)));
        fold.accept(new Request.Erasure(policy, range(8, 70)));

        var outcome = outcome(fold);
        assertThat(outcome.points().values()).containsExactly(16);
        assertThat(outcome.closed().getFirst().series().timestamps()).containsExactly(0);
        assertThat(outcome.closed().getLast().series().values()).containsExactly(7);
        assertThat(outcome.amendments().voidsOlderPoints()).isTrue();
        assertThat(outcome.amendments().erased().ranges()).containsExactly(range(8, 60));
    }

    @Test
    void whatIsPostedAfterAErasureCountsAgain() {
        var policy = policy(0, 60);
        var fold = new MetricFold(null);
        fold.accept(new Request.Post(policy, measures(60, 1, 70, 2)));
        fold.accept(new Request.Erasure(policy, range(0, 1000)));
        fold.accept(new Request.Post(policy, measures(59, 4, 65, 8)));

        assertThat(fold.late()).isEqualTo(1);
        assertThat(outcome(fold).points().values()).containsExactly(8);
    }

    @Test
    void rangesThatTouchEraseTheBucketThatNeitherCovers() {
        var policy = policy(0, 60);
        var fold = new MetricFold(null);
        fold.accept(new Request.Post(policy, measures(5, 1, 45, 2, 100, 4)));
        fold.accept(new Request.Erasure(policy, range(0, 30)));
        assertThat(outcome(fold).closed().getFirst().series().values()).containsExactly(3);

        fold.accept(new Request.Erasure(policy, range(30, 60)));
        assertThat(outcome(fold).closed()).isEmpty();
    }

    @Test
    void anErasureOfWhatNeverWasLeavesNoTrace() {
        var fold = new MetricFold(null);
        fold.accept(new Request.Erasure(policy(0, 60), range(0, 30)));

        assertThat(fold.finish(Points.none(), Amendments.NONE)).isNull();
    }

    @Test
    void anotherPolicyClosesFirstWhatTheWindowHasLeftBehind() {
        var fold = new MetricFold(null);
        fold.accept(new Request.Post(policy(0, 10), measures(5, 1, 15, 2, 25, 4)));
        fold.accept(new Request.Post(policy(0, 20), measures(47, 8)));

        var outcome = outcome(fold);
        assertThat(outcome.closed().getFirst().series().timestamps())
                .containsExactly(0, 10_000_000_000L);
        assertThat(outcome.closed().getLast().series().values()).containsExactly(4);
        assertThat(outcome.amendments().turns())
                .containsExactly(
                        new MetricState(
                                new WindowState(25_000_000_000L, 20_000_000_000L), policy(0, 10)));
    }

    @Test
    void aBucketThatBeganBeforeTheRawPointsIsNotMadeOfThem() {
        var fold = new MetricFold(null);
        fold.accept(new Request.Post(policy(0, 10), measures(5, 1, 15, 2, 35, 4)));
        fold.accept(new Request.Post(policy(0, 20), measures(55, 8, 65, 16)));

        var twenties = outcome(fold).closed().getLast().series();
        assertThat(twenties.granularity()).isEqualTo(new Timespan(20_000_000_000L));
        assertThat(twenties.timestamps()).containsExactly(40_000_000_000L);
    }

    @Test
    void whatAnImportBringsBehindTheWindowIsHistory() {
        var fold = new MetricFold(null);
        fold.accept(new Request.Post(policy(0, 60), measures(100, 1)));
        fold.accept(new Request.Import(policy(0, 60), measures(10, 5, 59, 6, 61, 2)));

        var outcome = outcome(fold);
        assertThat(fold.late()).isZero();
        assertThat(fold.historical()).isEqualTo(2);
        assertThat(outcome.points().values()).containsExactly(2, 1);
        assertThat(outcome.history().points().values()).containsExactly(5, 6);
        assertThat(outcome.history().numbers()).containsExactly(1, 1);
        assertThat(outcome.amendments().imports().count()).isEqualTo(1);
        assertThat(outcome.amendments().imports().touched().ranges())
                .containsExactly(range(60, 120));
    }

    @Test
    void theFirstRequestIsNotFreeWhenItIsAnImport() {
        var fold = new MetricFold(null);
        fold.accept(new Request.Import(policy(0, 60), measures(0, 1, 100_000, 2)));

        assertThat(fold.historical()).isEqualTo(1);
        assertThat(outcome(fold).closed()).isEmpty();
        assertThat(outcome(fold).points().values()).containsExactly(2);
    }

    @Test
    void aTouchedBlockIsNotClosedButBecomesHistoryWithThePointBeforeIt() {
        var rates =
                new ArchivePolicy(
                        "r",
                        0,
                        policy(0, 60).definition(),
                        new TreeSet<>(List.of(AggregationMethod.parse("rate:last"))));
        var fold = new MetricFold(null);
        fold.accept(new Request.Post(rates, measures(50, 1, 70, 2)));
        fold.accept(new Request.Import(rates, measures(80, 4)));
        fold.accept(new Request.Post(rates, measures(90, 8, 130, 16, 250, 32)));

        var outcome = outcome(fold);
        assertThat(outcome.closed()).hasSize(1);
        assertThat(outcome.closed().getFirst().series().timestamps())
                .containsExactly(120_000_000_000L);
        assertThat(outcome.history().points().values()).containsExactly(1, 2, 4, 8);
        assertThat(outcome.history().numbers()).containsExactly(0, 0, 0, 0);
    }

    @Test
    void erasuresAreCountedFromTheFirstImportOn() {
        var policy = policy(0, 60);
        var fold = new MetricFold(null);
        fold.accept(new Request.Post(policy, measures(1000, 1)));
        fold.accept(new Request.Erasure(policy, range(0, 10)));
        fold.accept(new Request.Import(policy, measures(5, 2, 100, 3)));
        fold.accept(new Request.Erasure(policy, range(90, 200)));
        fold.accept(new Request.Import(policy, measures(110, 4)));

        var outcome = outcome(fold);
        assertThat(outcome.amendments().imports().count()).isEqualTo(3);
        assertThat(outcome.amendments().erased().removals())
                .containsExactly(
                        new Erased.Removal(range(0, 10), 0), new Erased.Removal(range(90, 200), 2));
        assertThat(outcome.history().points().values()).containsExactly(2, 4);
        assertThat(outcome.history().numbers()).containsExactly(1, 3);
    }

    @Test
    void importsFoldedOneByOneMakeWhatTheyMakeFoldedAtOnce() {
        var policy = policy(1, 7, 60);
        var requests =
                List.<Request>of(
                        new Request.Post(policy, measures(100, 1, 200, 2)),
                        new Request.Import(policy, measures(30, 3, 118, 4, 150, 5)),
                        new Request.Post(policy, measures(260, 6)),
                        new Request.Import(policy, measures(119, 7, 130, 8)),
                        new Request.Erasure(policy, range(125, 155)),
                        new Request.Import(policy, measures(131, 9)),
                        new Request.Post(policy, measures(800, 10)));
        var together = new MetricFold(null);
        requests.forEach(together::accept);
        var atOnce = outcome(together);

        MetricState state = null;
        var raw = Points.none();
        var amendments = Amendments.NONE;
        var history = new ArrayList<History>();
        var closed = new ArrayList<List<MethodSeries>>();
        for (var request : requests) {
            var one = new MetricFold(state);
            one.accept(request);
            var outcome = requireNonNull(one.finish(raw, amendments));
            raw =
                    outcome.amendments().voidsOlderPoints()
                            ? outcome.raw()
                            : PointMerge.union(List.of(raw, outcome.raw()));
            amendments = amendments.then(outcome.amendments());
            history.add(outcome.history());
            closed.add(outcome.closed());
            state = outcome.state();
        }

        var united = History.union(history).without(amendments.erased());
        assertThat(united.points().timestamps())
                .containsExactly(atOnce.history().points().timestamps());
        assertThat(united.points().values()).containsExactly(atOnce.history().points().values());
        assertThat(united.numbers()).containsExactly(atOnce.history().numbers());
        assertThat(amendments.erased()).isEqualTo(atOnce.amendments().erased());
        assertThat(ClosedSeries.union(closed)).hasSameSizeAs(atOnce.closed());
        assertThat(ClosedSeries.union(closed).getLast().series().timestamps())
                .containsExactly(atOnce.closed().getLast().series().timestamps());
    }

    private static TimeRange range(long startSeconds, long stopSeconds) {
        return new TimeRange(startSeconds * 1_000_000_000L, stopSeconds * 1_000_000_000L);
    }

    private static MetricFold.Outcome outcome(MetricFold fold) {
        return requireNonNull(fold.finish(Points.none(), Amendments.NONE));
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
