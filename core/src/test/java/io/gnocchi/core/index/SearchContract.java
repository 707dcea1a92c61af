package io.gnocchi.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.index.Filter.Comparison;
import io.gnocchi.core.model.Attribute;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.Resource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [Index] promises of searches.
abstract class SearchContract extends IndexWords {

    @BeforeEach
    void createInstances() {
        createType(
                "instance",
                Map.of(
                        "host", new Attribute.Text(false, 0, 255),
                        "size", new Attribute.Numeric(false, null, null),
                        "image", new Attribute.Identifier(false),
                        "on", new Attribute.Flag(false),
                        "since", new Attribute.Moment(false)));
        create("a", "u:p", 9, Map.of("host", "Web_1", "size", 1.0, "on", true, "since", NOON));
        create("b", "u:q:r", 0, Map.of("host", "web%2", "size", -0.0, "on", false));
        create("c", "admin", -1, Map.of("size", 2.5, "image", HIGH_ID, "host", "é\\"));
        create("d", null, -1, Map.of("since", NOON.minusSeconds(86_400)));
    }

    private void create(
            String name, @Nullable String creator, long lifespan, Map<String, Object> attributes) {
        index.createResource(
                new NewResource(
                        nextId(),
                        name,
                        "instance",
                        creator,
                        name.equals("d") ? null : "user-" + name,
                        "project",
                        NOON,
                        lifespan < 0 ? null : NOON.plusSeconds(lifespan),
                        NOON,
                        new TreeMap<>(attributes),
                        Map.of()));
    }

    @Test
    void textsCompareByCodePoints() {
        assertThat(found(compare("host", Comparison.EQUAL, "Web_1"))).isEqualTo("a");
        assertThat(found(compare("host", Comparison.EQUAL, "web_1"))).isEmpty();
        assertThat(found(compare("host", Comparison.EQUAL, "Web_1 "))).isEmpty();
        assertThat(found(compare("host", Comparison.LESS, "a"))).isEqualTo("a");
        assertThat(found(compare("host", Comparison.GREATER, "web%2"))).isEqualTo("c");
        assertThat(found(compare("host", Comparison.GREATER_OR_EQUAL, "web%2"))).isEqualTo("bc");
    }

    @Test
    void notEqualAlsoFindsTheAbsent() {
        assertThat(found(compare("host", Comparison.NOT_EQUAL, "Web_1"))).isEqualTo("bcd");
        assertThat(found(not(compare("host", Comparison.EQUAL, "Web_1")))).isEqualTo("bc");
        assertThat(found(not(compare("host", Comparison.NOT_EQUAL, "Web_1")))).isEqualTo("a");
        assertThat(found(not(compare("host", Comparison.LESS, "a")))).isEqualTo("bc");
        assertThat(found(not(not(compare("host", Comparison.LESS, "a"))))).isEqualTo("a");
    }

    @Test
    void nullAsksForTheAbsent() {
        assertThat(found(compare("host", Comparison.EQUAL, null))).isEqualTo("d");
        assertThat(found(compare("host", Comparison.NOT_EQUAL, null))).isEqualTo("abc");
        assertThat(found(compare("ended_at", Comparison.EQUAL, null))).isEqualTo("cd");
        assertThat(found(compare("creator", Comparison.EQUAL, null))).isEqualTo("d");
        assertThat(found(not(compare("user_id", Comparison.EQUAL, null)))).isEqualTo("abc");
        assertThat(found(compare("size", Comparison.LESS, null))).isEmpty();
        assertThat(found(not(compare("size", Comparison.LESS, null)))).isEmpty();
    }

    @Test
    void threeTruthsAreCombined() {
        var yes = compare("host", Comparison.EQUAL, "Web_1");
        var unknownOfD = compare("host", Comparison.EQUAL, "x");
        var ofD = compare("host", Comparison.EQUAL, null);
        assertThat(found(new Filter.Any(List.of(yes, ofD)))).isEqualTo("ad");
        assertThat(found(not(new Filter.Any(List.of(yes, unknownOfD))))).isEqualTo("bc");
        assertThat(found(not(new Filter.All(List.of(unknownOfD, ofD))))).isEqualTo("abc");
        assertThat(found(new Filter.Any(List.of(unknownOfD, ofD)))).isEqualTo("d");
        assertThat(found(Filter.EVERYTHING)).isEqualTo("abcd");
        assertThat(found(new Filter.Any(List.of()))).isEmpty();
        assertThat(found(not(Filter.EVERYTHING))).isEmpty();
    }

    @Test
    void listsNameValues() {
        assertThat(found(oneOf("host", "Web_1", "web%2", "x"))).isEqualTo("ab");
        assertThat(found(not(oneOf("host", "Web_1", "x")))).isEqualTo("bc");
        assertThat(found(oneOf("host", "Web_1", null))).isEqualTo("ad");
        assertThat(found(oneOf("host", (Object) null))).isEqualTo("d");
        assertThat(found(oneOf("size", 1.0, "2.5"))).isEqualTo("ac");
        assertThat(found(oneOf("size", 0.0))).isEqualTo("b");
        assertThat(found(oneOf("on", true))).isEqualTo("a");
        assertThat(found(oneOf("image", HIGH_ID.toString()))).isEqualTo("c");
        assertThat(found(oneOf("since", NOON, NOON.plusSeconds(1)))).isEqualTo("a");
        assertThat(found(oneOf("host", "q\"uo\\te\n", "é\\"))).isEqualTo("c");
        assertThat(found(oneOf("lifespan", "9 seconds"))).isEqualTo("a");
        assertThat(found(oneOf("host"))).isEmpty();
    }

    @Test
    void patternsMatchWithCase() {
        assertThat(found(like("host", "web%"))).isEqualTo("b");
        assertThat(found(like("host", "%e%"))).isEqualTo("ab");
        assertThat(found(like("host", "_eb__"))).isEqualTo("ab");
        assertThat(found(like("host", "%\\%%"))).isEqualTo("b");
        assertThat(found(like("host", "Web\\_1"))).isEqualTo("a");
        assertThat(found(like("host", "web\\_2"))).isEmpty();
        assertThat(found(like("host", "_\\\\"))).isEqualTo("c");
        assertThat(found(like("host", "%"))).isEqualTo("abc");
        assertThat(found(not(like("host", "web%")))).isEqualTo("ac");
        assertThat(found(like("original_resource_id", "[ab]"))).isEmpty();
        assertThat(found(like("original_resource_id", "*"))).isEmpty();
    }

    @Test
    void valuesBecomeWhatTheirFieldHolds() {
        assertThat(found(compare("size", Comparison.GREATER, "0.5"))).isEqualTo("ac");
        assertThat(found(compare("size", Comparison.GREATER_OR_EQUAL, 1L))).isEqualTo("ac");
        assertThat(found(compare("size", Comparison.EQUAL, true))).isEqualTo("a");
        assertThat(found(compare("size", Comparison.EQUAL, 0.0))).isEqualTo("b");
        assertThat(found(compare("on", Comparison.EQUAL, "False"))).isEqualTo("b");
        assertThat(found(compare("on", Comparison.NOT_EQUAL, 1.0))).isEqualTo("bcd");
        assertThat(
                        found(
                                compare(
                                        "image",
                                        Comparison.EQUAL,
                                        HIGH_ID.toString().toUpperCase(Locale.ROOT))))
                .isEqualTo("c");
        assertThat(found(compare("image", Comparison.GREATER, MIDDLE_ID))).isEqualTo("c");
        assertThat(found(compare("original_resource_id", Comparison.EQUAL, 1.0))).isEmpty();
    }

    @Test
    void momentsAreReadAsUsersWriteThem() {
        assertThat(found(compare("since", Comparison.EQUAL, NOON))).isEqualTo("a");
        assertThat(found(compare("since", Comparison.GREATER, "2026-03-01"))).isEqualTo("a");
        assertThat(found(compare("since", Comparison.GREATER_OR_EQUAL, "now"))).isEqualTo("a");
        assertThat(found(compare("since", Comparison.LESS, "-1 hour"))).isEqualTo("d");
        assertThat(found(compare("since", Comparison.LESS, (double) NOON.getEpochSecond())))
                .isEqualTo("d");
        assertThat(found(compare("started_at", Comparison.LESS_OR_EQUAL, "now"))).isEqualTo("abcd");
        assertThat(found(compare("revision_start", Comparison.GREATER, "now"))).isEmpty();
    }

    @Test
    void lifespanIsHowLongAResourceLived() {
        assertThat(found(compare("lifespan", Comparison.GREATER, "5 seconds"))).isEqualTo("a");
        assertThat(found(compare("lifespan", Comparison.LESS, 9.0))).isEqualTo("b");
        assertThat(found(compare("lifespan", Comparison.LESS_OR_EQUAL, "0:00:09"))).isEqualTo("ab");
        assertThat(found(compare("lifespan", Comparison.EQUAL, null))).isEqualTo("cd");
    }

    @Test
    void creatorsHaveTwoHalves() {
        assertThat(found(compare("created_by_user_id", Comparison.EQUAL, "u"))).isEqualTo("ab");
        assertThat(found(compare("created_by_project_id", Comparison.EQUAL, "p"))).isEqualTo("a");
        assertThat(found(compare("created_by_project_id", Comparison.EQUAL, "q:r"))).isEqualTo("b");
        assertThat(found(compare("created_by_project_id", Comparison.NOT_EQUAL, "p")))
                .isEqualTo("bcd");
        assertThat(found(like("created_by_project_id", "q%"))).isEqualTo("b");
        assertThat(found(compare("created_by_user_id", Comparison.EQUAL, "admin"))).isEmpty();
        assertThat(found(compare("creator", Comparison.EQUAL, "admin"))).isEqualTo("c");
    }

    @Test
    void whatAFieldCannotHaveIsRefused() {
        assertBad("size", "ten");
        assertBad("size", "nan");
        assertBad("size", Double.POSITIVE_INFINITY, "inf");
        assertBad("image", "no-uuid");
        assertBad("id", 1.0, "1.0");
        assertBad("on", "perhaps");
        assertBad("since", "yesterday-ish");
        assertBad("since", true, "True");
        assertBad("lifespan", "-1 hour");
        assertBad("host", "a\0b");
        assertRefused(
                () -> found(oneOf("size", 1.0, "x")), new Refusal.BadFilterValue("size", "x"));
        assertRefused(() -> found(like("size", "1%")), new Refusal.BadFilterValue("size", "1%"));
        assertRefused(() -> found(like("id", "1%")), new Refusal.BadFilterValue("id", "1%"));
        assertRefused(() -> found(like("host", "1\\")), new Refusal.BadFilterValue("host", "1\\"));
    }

    private void assertBad(String field, String value) {
        assertBad(field, value, value);
    }

    private void assertBad(String field, Object value, String text) {
        assertRefused(
                () -> found(compare(field, Comparison.EQUAL, value)),
                new Refusal.BadFilterValue(field, text));
    }

    @Test
    void unknownFieldIsRefused() {
        for (var field : List.of("flavor", "metrics", "revision", "resource.project_id")) {
            assertRefused(
                    () -> found(compare(field, Comparison.EQUAL, "x")),
                    new Refusal.NoAttribute("instance", field));
        }
        assertRefused(
                () -> found("generic", compare("host", Comparison.EQUAL, "x")),
                new Refusal.NoAttribute("generic", "host"));
        assertThat(found("generic", compare("user_id", Comparison.EQUAL, "user-a"))).isEqualTo("a");
    }

    @Test
    void everyFieldSorts() {
        for (var direction : SortKey.Direction.values()) {
            for (var field :
                    List.of("host", "size", "image", "on", "since", "ended_at", "creator")) {
                assertPagesFollow(List.of(by(field, direction), by("id", SortKey.Direction.DESC)));
                assertPagesFollow(List.of(by(field, direction)));
            }
        }
        assertPagesFollow(
                List.of(
                        by("revision_start", SortKey.Direction.DESC),
                        by("id", SortKey.Direction.DESC)));
        assertThat(names(sorted("size", SortKey.Direction.ASC))).isEqualTo("bacd");
        assertThat(names(sorted("size", SortKey.Direction.DESC))).isEqualTo("dcab");
        assertThat(names(sorted("on", SortKey.Direction.ASC_NULLS_FIRST))).isEqualTo("cdba");
        assertThat(names(sorted("host", SortKey.Direction.DESC_NULLS_LAST))).isEqualTo("cbad");
        assertThat(names(sorted("since", SortKey.Direction.ASC))).isEqualTo("dabc");
        for (var field : List.of("lifespan", "created_by_user_id", "flavor")) {
            assertRefused(() -> sorted(field, SortKey.Direction.ASC), new Refusal.NoSortKey(field));
        }
    }

    private List<Resource> sorted(String field, SortKey.Direction direction) {
        return index.searchResources(everything("instance", page(9, null, by(field, direction))));
    }

    private void assertPagesFollow(List<SortKey> sort) {
        var whole = index.searchResources(everything("instance", new Page(9, null, sort)));
        var turned = new ArrayList<Resource>();
        String marker = null;
        for (int turn = 0; turn < 4; turn++) {
            turned.addAll(index.searchResources(everything("instance", new Page(1, marker, sort))));
            marker = turned.getLast().id().toString();
        }
        assertThat(turned).isEqualTo(whole);
        assertThat(index.searchResources(everything("instance", new Page(1, marker, sort))))
                .isEmpty();
    }

    @Test
    void markerNeedNotMatchTheFilter() {
        var all = index.searchResources(everything("instance", ALL));
        var marker = all.get(1).id().toString();
        var query =
                new ResourceQuery(
                        "instance",
                        compare("on", Comparison.NOT_EQUAL, false),
                        false,
                        false,
                        page(9, marker));
        assertThat(names(index.searchResources(query))).isEqualTo("cd");
    }

    // Metrics

    @Test
    void metricsAreFoundByCreatorOrByTheProjectOfTheirResource() {
        createPolicy("p");
        var owned = metric("x:y", index.searchResources(everything("instance", ALL)).getFirst());
        var created = metric("svc:P1", null);
        var nobodys = metric(null, null);
        var ofProject = compare("resource.project_id", Comparison.EQUAL, "project");
        var byProject = compare("created_by_project_id", Comparison.EQUAL, "P1");
        assertThat(metrics(ofProject)).containsExactly(owned);
        assertThat(metrics(byProject)).containsExactly(created);
        assertThat(metrics(new Filter.Any(List.of(ofProject, byProject))))
                .containsExactly(owned, created);
        assertThat(metrics(not(new Filter.Any(List.of(ofProject, byProject))))).isEmpty();
        assertThat(metrics(compare("resource.project_id", Comparison.EQUAL, null)))
                .containsExactly(created, nobodys);
        assertThat(metrics(compare("status", Comparison.EQUAL, "active"))).hasSize(3);
        assertThat(metrics(compare("status", Comparison.EQUAL, "delete"))).isEmpty();
        assertThat(metrics(like("creator", "s%"))).containsExactly(created);
        assertRefused(
                () -> metrics(compare("project_id", Comparison.EQUAL, "x")),
                new Refusal.NoAttribute("metric", "project_id"));
        for (var key : List.of("status", "resource_id", "archive_policy_name", "unit")) {
            assertThat(
                            index.listMetrics(
                                    new MetricQuery(
                                            Filter.EVERYTHING,
                                            page(9, null, by(key, SortKey.Direction.ASC)))))
                    .hasSize(3);
        }
    }

    private UUID metric(@Nullable String creator, @Nullable Resource resource) {
        var id = resource == null ? null : resource.id();
        return create(new NewMetric(nextId(), creator, "cpu", null, id, "p")).id();
    }

    private List<UUID> metrics(Filter filter) {
        return index.listMetrics(new MetricQuery(filter, ALL)).stream()
                .map(metric -> metric.id())
                .toList();
    }

    // Words

    /// What the resources found are called, in one text.
    private String found(Filter filter) {
        return found("instance", filter);
    }

    private String found(String type, Filter filter) {
        return names(index.searchResources(new ResourceQuery(type, filter, false, false, ALL)));
    }

    private static String names(List<Resource> resources) {
        return String.join("", resources.stream().map(Resource::originalId).toList());
    }

    private static Filter compare(String field, Comparison comparison, @Nullable Object value) {
        return new Filter.Compare(field, comparison, value);
    }

    private static Filter not(Filter filter) {
        return new Filter.Not(filter);
    }

    private static Filter oneOf(String field, @Nullable Object... values) {
        return new Filter.OneOf(field, Arrays.asList(values));
    }

    private static Filter like(String field, String pattern) {
        return new Filter.Like(field, pattern);
    }
}
