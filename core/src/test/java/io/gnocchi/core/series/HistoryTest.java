package io.gnocchi.core.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.TimeRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistoryTest {
    @Test
    void ofEqualTimestampsTheLargerNumberWinsInWhateverOrderTheyCome() {
        var older = history(1, 10, 1, 20, 2);
        var newer = history(2, 20, 3, 30, 4);

        var one = History.union(List.of(older, newer));
        var other = History.union(List.of(newer, older));

        assertThat(one.points().timestamps()).containsExactly(10, 20, 30);
        assertThat(one.points().values()).containsExactly(1, 3, 4);
        assertThat(one.numbers()).containsExactly(1, 2, 2);
        assertThat(other.points().values()).containsExactly(1, 3, 4);
        assertThat(other.numbers()).containsExactly(1, 2, 2);
    }

    @Test
    void anyOrderOfManyPiecesMakesTheSame() {
        var random = new Random(4);
        var pieces = new ArrayList<History>();
        for (int number = 1; number <= 40; number++) {
            long first = random.nextInt(30);
            pieces.add(history(number, first, number, first + 1 + random.nextInt(20), -number));
        }
        var expected = History.union(pieces);

        Collections.shuffle(pieces, random);

        assertThat(History.union(pieces).points().values())
                .containsExactly(expected.points().values());
        assertThat(History.union(pieces).numbers()).containsExactly(expected.numbers());
    }

    @Test
    void anErasureHidesWhatCameBeforeItAndNothingElse() {
        var all = History.union(List.of(history(1, 10, 1, 20, 2, 30, 3), history(3, 15, 4)));
        var erased = new Erased(List.of(new Erased.Removal(new TimeRange(10, 30), 2)));

        assertThat(all.without(erased).points().timestamps()).containsExactly(15, 30);
        assertThat(all.without(Erased.NOTHING)).isSameAs(all);
    }

    @Test
    void aCutLeavesWhatIsNotOlder() {
        assertThat(history(1, 10, 1, 20, 2).from(11).points().timestamps()).containsExactly(20);
        assertThat(history(1, 10, 1, 20, 2).from(10).size()).isEqualTo(2);
        assertThat(history(1, 10, 1, 20, 2).from(21).isEmpty()).isTrue();
    }

    @Test
    void aPointHasANumber() {
        assertThatThrownBy(() -> new History(Points.none(), new long[1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whereErasuresOverlapTheLaterOneCounts() {
        var erased =
                Erased.of(new TimeRange(0, 100), 1)
                        .and(Erased.of(new TimeRange(20, 40), 3))
                        .and(Erased.of(new TimeRange(30, 120), 2));

        assertThat(erased.removals())
                .containsExactly(
                        new Erased.Removal(new TimeRange(0, 20), 1),
                        new Erased.Removal(new TimeRange(20, 40), 3),
                        new Erased.Removal(new TimeRange(40, 120), 2));
        assertThat(erased.ranges()).containsExactly(new TimeRange(0, 120));
        assertThat(erased.hides(25, 2)).isTrue();
        assertThat(erased.hides(25, 3)).isFalse();
        assertThat(erased.hides(40, 2)).isFalse();
        assertThat(erased.hides(120, 0)).isFalse();
    }

    @Test
    void erasuresOfOneNumberJoinWhereTheyTouch() {
        var erased = Erased.of(new TimeRange(0, 10), 0).and(Erased.of(new TimeRange(10, 20), 0));

        assertThat(erased).isEqualTo(Erased.of(new TimeRange(0, 20), 0));
    }

    /// @param timesAndValues in turn
    private static History history(long number, long... timesAndValues) {
        int size = timesAndValues.length / 2;
        var timestamps = new long[size];
        var values = new double[size];
        for (int i = 0; i < size; i++) {
            timestamps[i] = timesAndValues[2 * i];
            values[i] = timesAndValues[2 * i + 1];
        }
        return History.of(new Measures(timestamps, values), number);
    }
}
