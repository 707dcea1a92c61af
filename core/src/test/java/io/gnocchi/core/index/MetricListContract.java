package io.gnocchi.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every [Index] promises of lists of metrics.
abstract class MetricListContract extends IndexWords {
    @Test
    void metricsAreFilteredByEqualColumns() {
        createPolicy("p");
        createPolicy("q");
        var resource = createResource();
        var one = create(new NewMetric(nextId(), "me", "cpu", "ns", resource.id(), "p"));
        var two = create(new NewMetric(nextId(), "me", "cpu", null, null, "q"));
        var three = create(new NewMetric(nextId(), null, null, null, null, "q"));
        assertThat(listed("name", "cpu")).containsExactly(one, two);
        assertThat(listed("name", null)).containsExactly(three);
        assertThat(listed("unit", "ns")).containsExactly(one);
        assertThat(listed("archive_policy_name", "q")).containsExactly(two, three);
        assertThat(listed("creator", null)).containsExactly(three);
        assertThat(listed("resource_id", resource.id().toString())).containsExactly(one);
        assertThat(listed("resource_id", null)).containsExactly(two, three);
        assertThat(listed("id", two.id().toString())).containsExactly(two);
        assertRefused(
                () -> listed("id", "not an id"), new Refusal.BadFilterValue("id", "not an id"));
        var both = new Filter.All(List.of(equal("name", "cpu"), equal("resource_id", null)));
        assertThat(index.listMetrics(new MetricQuery(both, ALL))).containsExactly(two);
    }

    private List<Metric> listed(String column, @Nullable String value) {
        return index.listMetrics(new MetricQuery(equal(column, value), ALL));
    }

    private static Filter equal(String field, @Nullable Object value) {
        return new Filter.Compare(field, Filter.Comparison.EQUAL, value);
    }

    @Test
    void metricsAreListedByIdWhenNothingElseIsAsked() {
        createPolicy("p");
        for (var id : List.of(HIGH_ID, LOW_ID, MIDDLE_ID)) {
            create(new NewMetric(id, null, null, null, null, "p"));
        }
        assertThat(metricPage(ALL)).containsExactly(LOW_ID, MIDDLE_ID, HIGH_ID);
        assertThat(metricPage(page(1000, null, by("id", SortKey.Direction.DESC))))
                .containsExactly(HIGH_ID, MIDDLE_ID, LOW_ID);
    }

    @Test
    void nullsGoWhereTheDirectionSays() {
        createPolicy("p");
        var b = create(new NewMetric(nextId(), null, "b", null, null, "p")).id();
        var none = create(new NewMetric(nextId(), null, null, null, null, "p")).id();
        var a = create(new NewMetric(nextId(), null, "A", null, null, "p")).id();
        assertThat(sortedByName(SortKey.Direction.ASC)).containsExactly(a, b, none);
        assertThat(sortedByName(SortKey.Direction.DESC)).containsExactly(none, b, a);
        assertThat(sortedByName(SortKey.Direction.ASC_NULLS_FIRST)).containsExactly(none, a, b);
        assertThat(sortedByName(SortKey.Direction.ASC_NULLS_LAST)).containsExactly(a, b, none);
        assertThat(sortedByName(SortKey.Direction.DESC_NULLS_FIRST)).containsExactly(none, b, a);
        assertThat(sortedByName(SortKey.Direction.DESC_NULLS_LAST)).containsExactly(b, a, none);
    }

    private List<UUID> sortedByName(SortKey.Direction direction) {
        return metricPage(page(1000, null, by("name", direction)));
    }

    @Test
    void pagesFollowEachOtherInEveryOrder() {
        createPolicy("p");
        for (var name : Arrays.asList("b", null, "a", "b", null, "c", "a")) {
            create(new NewMetric(nextId(), name, name, null, null, "p"));
            create(new NewMetric(nextId(), null, name, null, null, "p"));
        }
        for (var first : SortKey.Direction.values()) {
            for (var second : SortKey.Direction.values()) {
                var sort = List.of(by("name", first), by("creator", second));
                assertThat(turnPages(sort)).isEqualTo(metricPage(new Page(1000, null, sort)));
            }
        }
    }

    private List<UUID> turnPages(List<SortKey> sort) {
        var all = new ArrayList<UUID>();
        var page = metricPage(new Page(3, null, sort));
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(3);
            all.addAll(page);
            page = metricPage(new Page(3, page.getLast().toString(), sort));
        }
        assertThat(all).hasSize(14).doesNotHaveDuplicates();
        return all;
    }

    @Test
    void unknownSortKeyOrMarkerOfMetricsIsRefused() {
        assertRefused(
                () -> metricPage(page(10, null, by("metrics", SortKey.Direction.ASC))),
                new Refusal.NoSortKey("metrics"));
        assertRefused(
                () -> metricPage(page(10, HIGH_ID.toString())),
                new Refusal.NoMarker(HIGH_ID.toString()));
        assertRefused(() -> metricPage(page(10, "x")), new Refusal.NoMarker("x"));
    }
}
