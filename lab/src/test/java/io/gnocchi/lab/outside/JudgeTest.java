package io.gnocchi.lab.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is planted in the books or in the answers is found, and nothing else is.
class JudgeTest {
    private final Track track = new Track(0, List.of("first", "second"));
    private final Map<Integer, Bucket> answered = new HashMap<>();
    private final Verdict verdict = new Verdict();

    @BeforeEach
    void threeRequestsOfWhichTheLastIsUnknown() {
        send(0, Attempt.Outcome.ACKNOWLEDGED);
        send(1, Attempt.Outcome.ACKNOWLEDGED);
        send(2, Attempt.Outcome.UNKNOWN);
        answer(0, 0);
        answer(1, 0);
    }

    @Test
    void acknowledgedMeasuresThatAreThereOnceAreGood() {
        judge();

        assertThat(verdict.isGood()).isTrue();
    }

    @Test
    void unknownRequestMayBeThereAsAWhole() {
        answer(2, 0);

        judge();

        assertThat(verdict.isGood()).isTrue();
    }

    @Test
    void unknownRequestThatIsThereInPartIsTorn() {
        answer(2, 0);
        answered.remove(2 * Track.POINTS);

        judge();

        assertThat(verdict.examples()).singleElement().asString().startsWith("torn");
    }

    @Test
    void acknowledgedMeasureThatIsMissingIsLost() {
        answered.remove(13);

        judge();

        assertThat(verdict.lost()).isEqualTo(1);
    }

    @Test
    void plantedLossIsLost() {
        var planted = track.withPlantedLoss();
        var known = planted.known(0);

        new Judge(planted, verdict).seconds(0, 0, known, known, answered);

        assertThat(verdict.lost()).isEqualTo(Track.POINTS);
    }

    @Test
    void measureThatCountsTwiceIsDoubled() {
        answered.put(4, new Bucket(2, 2 * track.value(0, 0, 0, 4)));

        judge();

        assertThat(verdict.doubled()).isEqualTo(1);
    }

    @Test
    void valueOfAnotherMetricIsStrange() {
        answered.put(4, new Bucket(1, track.value(1, 0, 0, 4)));

        judge();

        assertThat(verdict.examples()).first().asString().startsWith("strange");
    }

    @Test
    void refusedMeasuresThatAreThereAreStrange() {
        send(3, Attempt.Outcome.REFUSED);
        answer(3, 0);

        judge();

        assertThat(verdict.isGood()).isFalse();
    }

    @Test
    void measuresNobodySentAreStrange() {
        answered.put(5 * Track.POINTS, new Bucket(1, 1));

        judge();

        assertThat(verdict.examples()).singleElement().asString().startsWith("strange");
    }

    @Test
    void overwrittenMeasuresDoNotComeBack() {
        send(1, Attempt.Outcome.ACKNOWLEDGED);

        judge();

        assertThat(verdict.isGood()).isFalse();
    }

    @Test
    void laterAttemptOfUnknownFateMayStandInPlaceOfTheAcknowledged() {
        send(1, Attempt.Outcome.UNKNOWN);
        answer(1, 1);

        judge();

        assertThat(verdict.isGood()).isTrue();
    }

    @Test
    void readIsHeldOnlyAgainstWhatWasAcknowledgedBeforeIt() {
        var before = track.known(0);
        send(3, Attempt.Outcome.ACKNOWLEDGED);

        new Judge(track, verdict).seconds(0, 0, before, track.known(0), answered);

        assertThat(verdict.isGood()).isTrue();
    }

    @Test
    void requestThatIsThereForSomeOfItsMetricsIsTorn() {
        var judge = new Judge(track, verdict);

        judge.requests(List.of(new int[] {0, 0, 0}, new int[] {0, 0, -1}));

        assertThat(verdict.examples()).singleElement().asString().startsWith("torn");
    }

    @Test
    void coarserBucketHoldsWhatItsSecondsHold() {
        var judge = new Judge(track, verdict);
        judge.coarse(0, Track.POINTS, answered, coarse());
        assertThat(verdict.isGood()).isTrue();

        var wrong = coarse();
        wrong.compute(1, (_, bucket) -> new Bucket(bucket.count() + 1, bucket.sum()));
        judge.coarse(0, Track.POINTS, answered, wrong);

        assertThat(verdict.examples()).singleElement().asString().startsWith("uneven");
    }

    private Map<Integer, Bucket> coarse() {
        var coarse = new HashMap<Integer, Bucket>();
        answered.forEach((second, bucket) ->
                coarse.merge(
                        second / Track.POINTS,
                        bucket,
                        (a, b) -> new Bucket(a.count() + b.count(), a.sum() + b.sum())));
        return coarse;
    }

    private void send(int request, Attempt.Outcome outcome) {
        track.settle(request, track.sending(request), outcome);
    }

    private void answer(int request, int attempt) {
        for (int point = 0; point < Track.POINTS; point++) {
            answered.put(
                    request * Track.POINTS + point,
                    new Bucket(1, track.value(0, request, attempt, point)));
        }
    }

    private void judge() {
        var known = track.known(0);
        new Judge(track, verdict).seconds(0, 0, known, known, answered);
    }
}
