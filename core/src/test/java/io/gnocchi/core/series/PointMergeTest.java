package io.gnocchi.core.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.Measures;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointMergeTest {
    private static Measures measures(double... pairs) {
        var timestamps = new long[pairs.length / 2];
        var values = new double[pairs.length / 2];
        for (int i = 0; i < timestamps.length; i++) {
            timestamps[i] = (long) pairs[2 * i];
            values[i] = pairs[2 * i + 1];
        }
        return new Measures(timestamps, values);
    }

    private static SortedMap<Long, Double> map(Measures measures) {
        var map = new TreeMap<Long, Double>();
        long last = -1;
        for (int i = 0; i < measures.size(); i++) {
            assertThat(measures.timestamps()[i]).isGreaterThan(last);
            last = measures.timestamps()[i];
            map.put(last, measures.values()[i]);
        }
        return map;
    }

    @Test
    void smallestOfEqualTimestampsInOneRequestIsKept() {
        var canonical = Canonical.canonical(measures(7, 5, 7, 9, 7, 2, 3, 1));
        assertThat(canonical.timestamps()).containsExactly(3, 7);
        assertThat(canonical.values()).containsExactly(1, 2);
    }

    @Test
    void notANumberIsTheLargest() {
        var canonical = Canonical.canonical(measures(7, Double.NaN, 7, 9, 3, Double.NaN));
        assertThat(canonical.timestamps()).containsExactly(3, 7);
        assertThat(canonical.values()).containsExactly(Double.NaN, 9);
    }

    @Test
    void canonicalMeasuresAreLeftAlone() {
        var measures = measures(1, 1, 2, 2);
        assertThat(Canonical.canonical(measures)).isSameAs(measures);
    }

    @Test
    void columnsOfTheCallerAreNotWrittenInto() {
        var measures = measures(2, 2, 1, 1);
        Canonical.canonical(measures);
        assertThat(measures.timestamps()).containsExactly(2, 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void canonicalFormIsWhatASortedMapWouldKeep(long seed) {
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            int size = random.nextInt(300);
            var timestamps = random.longs(size, 0, 1 + random.nextInt(400)).toArray();
            var values = random.doubles(size).toArray();
            var expected = new TreeMap<Long, Double>();
            for (int i = 0; i < size; i++) {
                expected.merge(timestamps[i], values[i], Math::min);
            }
            assertThat(map(Canonical.canonical(new Measures(timestamps, values))))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(expected);
        }
    }

    /// 5, 9, 2 for one timestamp in one request; then 50; then 1; then 30 and 40 in one request.
    @Test
    void laterRequestsOverwriteWhateverTheValue() {
        var requests = new ArrayList<Measures>();
        requests.add(Canonical.canonical(measures(7, 5, 7, 9, 7, 2)));
        assertThat(PointMerge.union(requests).values()).containsExactly(2);
        requests.add(measures(7, 50));
        assertThat(PointMerge.union(requests).values()).containsExactly(50);
        requests.add(measures(7, 1));
        assertThat(PointMerge.union(requests).values()).containsExactly(1);
        requests.add(Canonical.canonical(measures(7, 40, 7, 30)));
        assertThat(PointMerge.union(requests).values()).containsExactly(30);
    }

    @Test
    void columnsThatFollowEachOtherAreJoined() {
        var union = PointMerge.union(List.of(measures(1, 1, 2, 2), measures(), measures(3, 3)));
        assertThat(union.timestamps()).containsExactly(1, 2, 3);
        assertThat(union.values()).containsExactly(1, 2, 3);
    }

    @Test
    void nothingIsTheUnionOfNothing() {
        assertThat(PointMerge.union(List.of()).size()).isZero();
        assertThat(PointMerge.union(List.of(measures(), measures())).size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25})
    void anyGroupingOfTheColumnsMakesTheSameUnion(long seed) {
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 100; round++) {
            var columns = new ArrayList<Measures>();
            var expected = new TreeMap<Long, Double>();
            for (int i = random.nextInt(1, 12); i > 0; i--) {
                int size = random.nextInt(30);
                var column =
                        Canonical.canonical(
                                new Measures(
                                        random.longs(size, 0, 100).toArray(),
                                        random.doubles(size).toArray()));
                columns.add(column);
                expected.putAll(map(column));
            }
            int cut = random.nextInt(columns.size());
            var earlier = PointMerge.union(columns.subList(0, cut));
            var later = PointMerge.union(columns.subList(cut, columns.size()));

            assertThat(map(PointMerge.union(columns)))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(expected);
            assertThat(map(PointMerge.union(List.of(earlier, later))))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(expected);
        }
    }
}
