package io.gnocchi.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.Attribute;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every [Index] promises of the history of resources.
abstract class HistoryContract extends IndexWords {

    @Test
    void revisionsAreNumberedAsTheyEnd() {
        createTyped("generic", LOW_ID, Map.of());
        createTyped("generic", HIGH_ID, Map.of());
        rename(LOW_ID, "a", 10);
        rename(HIGH_ID, "b", 20);
        rename(LOW_ID, "c", 30);
        var history = index.searchResources(history(Filter.EVERYTHING, ALL));
        assertThat(history)
                .extracting(Resource::id, Resource::revision, Resource::userId)
                .containsExactly(
                        tuple(LOW_ID, -1L, "c"),
                        tuple(LOW_ID, 1L, null),
                        tuple(LOW_ID, 3L, "a"),
                        tuple(HIGH_ID, -1L, "b"),
                        tuple(HIGH_ID, 2L, null));
        assertThat(history.get(2).revisionStart()).isEqualTo(NOON.plusSeconds(10));
        assertThat(history.get(2).revisionEnd()).isEqualTo(NOON.plusSeconds(30));
        assertThat(history.get(0).revisionEnd()).isNull();
    }

    private static Tuple tuple(@Nullable Object... values) {
        return Tuple.tuple(values);
    }

    @Test
    void historyIsFilteredByWhatRevisionsHave() {
        createTyped("generic", LOW_ID, Map.of());
        rename(LOW_ID, "a", 10);
        rename(LOW_ID, "b", 20);
        assertThat(users(compare("revision_end", Filter.Comparison.EQUAL, null)))
                .containsExactly("b");
        assertThat(users(compare("revision_start", Filter.Comparison.LESS, NOON.plusSeconds(20))))
                .containsExactly(null, "a");
        assertThat(users(compare("revision_end", Filter.Comparison.GREATER, NOON.plusSeconds(10))))
                .containsExactly("a");
        assertThat(users(compare("revision", Filter.Comparison.EQUAL, 2.0))).containsExactly("a");
        assertThat(users(compare("revision", Filter.Comparison.EQUAL, "-1"))).containsExactly("b");
        assertThat(users(compare("user_id", Filter.Comparison.EQUAL, "a"))).containsExactly("a");
    }

    private List<@Nullable String> users(Filter filter) {
        return index
                .searchResources(
                        history(filter, page(9, null, by("revision_start", SortKey.Direction.ASC))))
                .stream()
                .<@Nullable String>map(Resource::userId)
                .toList();
    }

    @Test
    void liveResourcesHaveNoNumbersNorEnds() {
        for (var field : List.of("revision", "revision_end")) {
            var filter = compare(field, Filter.Comparison.EQUAL, null);
            assertRefused(
                    () ->
                            index.searchResources(
                                    new ResourceQuery("generic", filter, false, false, ALL)),
                    new Refusal.NoAttribute("generic", field));
            assertRefused(
                    () ->
                            index.searchResources(
                                    everything(
                                            "generic",
                                            page(9, null, by(field, SortKey.Direction.ASC)))),
                    new Refusal.NoSortKey(field));
        }
    }

    @Test
    void everyRevisionHasTheMetricsOfToday() {
        createPolicy("p");
        createTyped("generic", LOW_ID, Map.of());
        rename(LOW_ID, "a", 10);
        var now = index.appendMetrics("generic", LOW_ID, Map.of("cpu", fresh("p")));
        assertThat(index.searchResources(history(Filter.EVERYTHING, ALL)))
                .extracting(Resource::metrics)
                .containsExactly(now.metrics(), now.metrics());
    }

    @Test
    void pagesOfHistoryFollowEachOtherInEveryOrder() {
        createType("t", Map.of("size", new Attribute.Numeric(false, null, null)));
        for (var id : List.of(LOW_ID, MIDDLE_ID, HIGH_ID)) {
            index.createResource(typed("t", id, new TreeMap<>()));
            updateTyped("t", id, Map.of("size", 1.0));
            updateTyped("t", id, Map.of("size", 2.0, "user_id", "me"));
            rename(id, "you", 90);
        }
        for (var direction : SortKey.Direction.values()) {
            for (var key : List.of("size", "revision_end", "revision_start", "user_id", "type")) {
                assertPagesFollow(List.of(by(key, direction)));
            }
            assertPagesFollow(
                    List.of(
                            by("revision_start", direction),
                            by("revision", SortKey.Direction.DESC)));
        }
    }

    private void assertPagesFollow(List<SortKey> sort) {
        var whole = index.searchResources(ofT(new Page(100, null, sort)));
        var turned = new ArrayList<Resource>();
        var page = index.searchResources(ofT(new Page(5, null, sort)));
        while (!page.isEmpty()) {
            turned.addAll(page);
            page = index.searchResources(ofT(new Page(5, marker(page.getLast()), sort)));
        }
        assertThat(turned).hasSize(12).isEqualTo(whole);
    }

    private static ResourceQuery ofT(Page page) {
        return new ResourceQuery("t", Filter.EVERYTHING, true, false, page);
    }

    private static String marker(Resource revision) {
        return revision.id() + "@" + revision.revision();
    }

    @Test
    void markerNamesARevisionThatIsThere() {
        createTyped("generic", LOW_ID, Map.of());
        rename(LOW_ID, "a", 10);
        for (var marker :
                List.of(
                        LOW_ID.toString(),
                        LOW_ID + "@7",
                        HIGH_ID + "@1",
                        HIGH_ID + "@-1",
                        LOW_ID + "@",
                        LOW_ID + "@99999999999999999999",
                        "x@1")) {
            assertRefused(
                    () -> index.searchResources(history(Filter.EVERYTHING, page(9, marker))),
                    new Refusal.NoMarker(marker));
        }
        assertThat(index.searchResources(history(Filter.EVERYTHING, page(9, LOW_ID + "@-1"))))
                .extracting(Resource::revision)
                .containsExactly(1L);
    }

    private void rename(UUID id, String userId, long seconds) {
        index.updateResource(
                "generic",
                id,
                change(new TreeMap<>(Map.of("user_id", userId))),
                NOON.plusSeconds(seconds));
    }

    private static Filter compare(
            String field, Filter.Comparison comparison, @Nullable Object value) {
        return new Filter.Compare(field, comparison, value);
    }

    private static ResourceQuery history(Filter filter, Page page) {
        return new ResourceQuery("generic", filter, true, false, page);
    }
}
