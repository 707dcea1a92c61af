package io.gnocchi.core.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.gnocchi.core.manifest.Layout;
import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.model.Sacks;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CompactionPlanTest {
    private static final int FANOUT = 8;
    private static final long WHOLE = 100_000;
    private static final long ARCHIVING = 1_000;
    private static final long DAY = Duration.ofDays(1).toNanos();

    private final CompactionPlan plan = new CompactionPlan(FANOUT, WHOLE, ARCHIVING);

    private static SegmentPart hot(String key, long bytes, long from, long through) {
        return new SegmentPart(0, key, bytes, bytes, from, through, 0, DAY - 1);
    }

    private static SegmentPart archive(String key, long bytes, long day) {
        return new SegmentPart(0, key, bytes, bytes, 0, 0, day * DAY, day * DAY + DAY / 2);
    }

    private List<List<String>> merged(SegmentPart... parts) {
        var view = new SackView(Layout.first(new Sacks(1)), 0, 99, List.of(parts), List.of(), 1);
        return plan.merges(List.of(view), Set.of()).stream()
                .map(CompactionPlan.Merge::keys)
                .toList();
    }

    @Test
    void twoSmallSegmentsAreLeftAlone() {
        assertThat(merged(hot("a", 900, 1, 9), hot("b", 10, 10, 10))).isEmpty();
    }

    @Test
    void ofThreeTheLongOneIsMergedOnlyWhenAnEighthMoreHasCome() {
        assertThat(merged(hot("a", 900, 1, 80), hot("b", 10, 81, 88), hot("c", 10, 89, 89)))
                .containsExactly(List.of("b", "c"));
        assertThat(merged(hot("a", 900, 1, 80), hot("b", 10, 81, 89), hot("c", 10, 90, 91)))
                .containsExactly(List.of("a", "b", "c"));
    }

    @Test
    void howManyBytesTheyHaveDoesNotMatterWhileTheyAreSmall() {
        assertThat(merged(hot("a", 10, 1, 80), hot("b", 900, 81, 88), hot("c", 900, 89, 89)))
                .containsExactly(List.of("b", "c"));
    }

    @Test
    void whatIsNotSmallTogetherWaitsUntilThereAreEight() {
        var two = new SegmentPart[] {hot("a", 1_500, 1, 8), hot("b", 400, 9, 9)};
        assertThat(merged(two[0], two[1], hot("c", 400, 10, 10))).isEmpty();

        var eight =
                Stream.iterate(1L, i -> i <= FANOUT, i -> i + 1)
                        .map(i -> hot("s" + i, 1_500, i, i))
                        .toArray(SegmentPart[]::new);
        assertThat(merged(eight)).singleElement().asInstanceOf(LIST).hasSize(FANOUT);
    }

    @Test
    void smallArchivesOfADayAreMergedAtOnce() {
        assertThat(merged(archive("a", 600, 1), archive("b", 300, 1), archive("c", 100, 2)))
                .containsExactly(List.of("a", "b"));
        assertThat(merged(archive("a", 600, 1), archive("b", 600, 1))).isEmpty();
        assertThat(merged(archive("a", 100, 1), archive("b", 100, 2))).isEmpty();
    }
}
