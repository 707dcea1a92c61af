package io.gnocchi.core.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gnocchi.core.model.Attribute;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.Resource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [Index] promises of resources with attributes, one by one and many at once.
abstract class TypedResourceContract extends IndexWords {

    @BeforeEach
    void createTypes() {
        createType(
                "instance",
                Map.of(
                        "host", new Attribute.Text(true, 0, 255),
                        "size", new Attribute.Numeric(false, null, null),
                        "image", new Attribute.Identifier(false),
                        "on", new Attribute.Flag(false),
                        "since", new Attribute.Moment(false)));
        createType("empty", Map.of());
    }

    @Test
    void typedResourceIsReadBackWhole() {
        var resource =
                createTyped(
                        "instance",
                        HIGH_ID,
                        Map.of(
                                "host",
                                "h'1\\é😀",
                                "size",
                                0.1 + 0.2,
                                "image",
                                MIDDLE_ID,
                                "on",
                                false,
                                "since",
                                NOON.plusNanos(1)));
        assertThat(resource.attributes())
                .isEqualTo(
                        attributes(
                                "host",
                                "h'1\\é😀",
                                "size",
                                0.1 + 0.2,
                                "image",
                                MIDDLE_ID,
                                "on",
                                false,
                                "since",
                                NOON));
        assertThat(index.resource("instance", HIGH_ID)).isEqualTo(resource);
        assertThat(index.searchResources(everything("instance", ALL))).containsExactly(resource);
    }

    @Test
    void whatIsNotGivenIsNull() {
        var resource = createTyped("instance", HIGH_ID, Map.of("host", "h"));
        assertThat(resource.attributes())
                .isEqualTo(
                        attributes(
                                "host", "h", "size", null, "image", null, "on", null, "since",
                                null));
        assertThat(index.resource("instance", HIGH_ID)).isEqualTo(resource);
    }

    @Test
    void genericShowsNothingOfAType() {
        var resource = createTyped("instance", HIGH_ID, Map.of("host", "h"));
        var bare = ResourceRevision.withAttributes(resource, new TreeMap<>());
        assertThat(index.resource("generic", HIGH_ID)).isEqualTo(bare);
        assertThat(index.resources(List.of(HIGH_ID))).containsExactly(bare);
        assertThat(index.searchResources(everything("generic", ALL))).containsExactly(bare);
    }

    @Test
    void detailsShowEachResourceWithItsOwnAttributes() {
        var instance = createTyped("instance", LOW_ID, Map.of("host", "h", "on", true));
        var empty = createTyped("empty", MIDDLE_ID, Map.of());
        var generic = createTyped("generic", HIGH_ID, Map.of());
        assertThat(
                        index.searchResources(
                                new ResourceQuery("generic", Filter.EVERYTHING, false, true, ALL)))
                .containsExactly(instance, empty, generic);
    }

    @Test
    void detailsOfHistoryAreThoseOfTheirTime() {
        createTyped("instance", LOW_ID, Map.of("host", "old"));
        updateTyped("instance", LOW_ID, Map.of("host", "new"));
        assertThat(
                        index.searchResources(
                                new ResourceQuery("generic", Filter.EVERYTHING, true, true, ALL)))
                .extracting(revision -> revision.attributes().get("host"))
                .containsExactly("new", "old");
    }

    @Test
    void resourceOfAnotherTypeIsNotThere() {
        createTyped("instance", HIGH_ID, Map.of("host", "h"));
        var refusal = new Refusal.NoResource(HIGH_ID);
        assertRefused(() -> index.resource("empty", HIGH_ID), refusal);
        assertRefused(() -> updateTyped("empty", HIGH_ID, Map.of("user_id", "me")), refusal);
        assertRefused(() -> index.deleteResource("empty", HIGH_ID), refusal);
        assertRefused(() -> index.appendMetrics("empty", HIGH_ID, Map.of()), refusal);
        assertThat(index.searchResources(everything("empty", ALL))).isEmpty();
        assertRefused(
                () -> createTyped("empty", HIGH_ID, Map.of()), new Refusal.ResourceExists(HIGH_ID));
    }

    @Test
    void attributesAreThoseOfTheType() {
        assertRefused(
                () -> createTyped("instance", HIGH_ID, Map.of("host", "h", "flavor", "x")),
                new Refusal.NoAttribute("instance", "flavor"));
        assertRefused(
                () -> createTyped("instance", HIGH_ID, Map.of()),
                new Refusal.BadAttribute("instance", "host", "null"));
        assertRefused(
                () -> createTyped("instance", HIGH_ID, Map.of("host", 1.0)),
                new Refusal.BadAttribute("instance", "host", "1.0"));
        createTyped("instance", HIGH_ID, Map.of("host", "h"));
        assertRefused(
                () -> updateTyped("instance", HIGH_ID, Map.of("flavor", "x")),
                new Refusal.NoAttribute("instance", "flavor"));
        assertRefused(
                () -> updateTyped("generic", HIGH_ID, Map.of("host", "x")),
                new Refusal.NoAttribute("generic", "host"));
        var nulled = new TreeMap<String, @Nullable Object>();
        nulled.put("host", null);
        assertRefused(
                () -> index.updateResource("instance", HIGH_ID, change(nulled), NOON),
                new Refusal.BadAttribute("instance", "host", "null"));
    }

    @Test
    void changedAttributesMakeARevision() {
        var before = createTyped("instance", HIGH_ID, Map.of("host", "h", "size", 1.0));
        var after = updateTyped("instance", HIGH_ID, Map.of("size", 2.0, "on", true));
        assertThat(after.attributes())
                .isEqualTo(
                        attributes(
                                "host", "h", "size", 2.0, "image", null, "on", true, "since",
                                null));
        assertThat(after.revisionStart()).isEqualTo(NOON.plusSeconds(60));
        assertThat(index.resource("instance", HIGH_ID)).isEqualTo(after);
        assertThat(revisionsOf("instance", HIGH_ID))
                .containsExactly(after, ResourceRevision.over(before, NOON.plusSeconds(60), 1));
        assertThat(updateTyped("instance", HIGH_ID, Map.of("size", 2.0))).isEqualTo(after);
        assertThat(revisionsOf("instance", HIGH_ID)).hasSize(2);
    }

    @Test
    void changeThroughGenericKeepsTheAttributes() {
        var before = createTyped("instance", HIGH_ID, Map.of("host", "h"));
        var seen = updateTyped("generic", HIGH_ID, Map.of("user_id", "other"));
        assertThat(seen.attributes()).isEmpty();
        assertThat(seen.userId()).isEqualTo("other");
        var after = index.resource("instance", HIGH_ID);
        assertThat(after.attributes()).isEqualTo(before.attributes());
        assertThat(revisionsOf("instance", HIGH_ID))
                .containsExactly(after, ResourceRevision.over(before, NOON.plusSeconds(60), 1));
    }

    @Test
    void metricsAreAppendedThroughAnyView() {
        createPolicy("p");
        var resource = createTyped("instance", HIGH_ID, Map.of("host", "h"));
        var typed = index.appendMetrics("instance", HIGH_ID, Map.of("cpu", fresh("p")));
        assertThat(typed.attributes()).isEqualTo(resource.attributes());
        var generic = index.appendMetrics("generic", HIGH_ID, Map.of("disk", fresh("p")));
        assertThat(generic.metrics()).containsOnlyKeys("cpu", "disk");
        assertThat(generic.attributes()).isEmpty();
    }

    @Test
    void deletedResourceTakesItsAttributesAndHistoryAlong() {
        createTyped("instance", HIGH_ID, Map.of("host", "h"));
        updateTyped("instance", HIGH_ID, Map.of("host", "i"));
        index.deleteResource("generic", HIGH_ID);
        assertThat(revisionsOf("instance", HIGH_ID)).isEmpty();
        createTyped("instance", HIGH_ID, Map.of("host", "j"));
        assertThat(revisionsOf("instance", HIGH_ID)).hasSize(1);
    }

    // Many at once

    @Test
    void manyResourcesAreCreatedAtOnceButThoseThatAre() {
        var there = createTyped("empty", LOW_ID, Map.of());
        var wanted =
                List.of(
                        typed("instance", HIGH_ID, new TreeMap<>(Map.of("host", "h"))),
                        typed("instance", LOW_ID, new TreeMap<>(Map.of("host", "taken"))),
                        typed("instance", HIGH_ID, new TreeMap<>(Map.of("host", "twin"))),
                        typed("generic", MIDDLE_ID, new TreeMap<>()));
        assertThat(index.createResources(wanted)).containsExactlyInAnyOrder(HIGH_ID, MIDDLE_ID);
        assertThat(index.resource("instance", HIGH_ID).attributes()).containsEntry("host", "h");
        assertThat(index.resource("generic", MIDDLE_ID).type()).isEqualTo("generic");
        assertThat(index.resource("empty", LOW_ID)).isEqualTo(there);
        assertThat(index.createResources(wanted)).isEmpty();
        assertThat(index.createResources(List.of())).isEmpty();
    }

    @Test
    void ofManyResourcesNoneIsCreatedWhenOneCannotBe() {
        var good = typed("generic", HIGH_ID, new TreeMap<>());
        assertRefused(
                () ->
                        index.createResources(
                                List.of(good, typed("nothing", LOW_ID, new TreeMap<>()))),
                new Refusal.NoResourceType("nothing"));
        assertRefused(
                () ->
                        index.createResources(
                                List.of(good, typed("instance", LOW_ID, new TreeMap<>()))),
                new Refusal.BadAttribute("instance", "host", "null"));
        var withMetrics = newResource(LOW_ID, "me", Map.of("cpu", fresh("p")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> index.createResources(List.of(good, withMetrics)));
        assertThat(index.resources(List.of(HIGH_ID, LOW_ID))).isEmpty();
    }

    @Test
    void resourcesThatMatchAreDeletedWithAllTheyHave() {
        createPolicy("p");
        createTyped("instance", LOW_ID, Map.of("host", "a"));
        createTyped("instance", MIDDLE_ID, Map.of("host", "a"));
        createTyped("instance", HIGH_ID, Map.of("host", "b"));
        var elsewhere = createTyped("empty", nextId(), Map.of());
        updateTyped("instance", LOW_ID, Map.of("size", 1.0));
        var metric =
                metricOf(index.appendMetrics("instance", LOW_ID, Map.of("c", fresh("p"))), "c");
        assertThat(index.deleteResources("instance", equal("host", "a"))).isEqualTo(2);
        assertThat(index.searchResources(everything("generic", ALL)))
                .extracting(Resource::id)
                .containsExactly(elsewhere.id(), HIGH_ID);
        assertThat(revisionsOf("instance", LOW_ID)).isEmpty();
        assertThat(index.deletedMetrics(10)).containsExactly(metric);
        assertThat(index.deleteResources("instance", equal("host", "a"))).isZero();
        assertRefused(
                () -> index.deleteResources("instance", equal("flavor", "a")),
                new Refusal.NoAttribute("instance", "flavor"));
        assertThat(index.deleteResources("generic", Filter.EVERYTHING)).isEqualTo(2);
        index.deleteResourceType("instance");
    }

    @Test
    void thousandsOfIdsAreNoTrouble() {
        var ids = IntStream.range(0, 3000).mapToObj(_ -> nextId()).toList();
        index.createResources(
                ids.stream()
                        .map(id -> typed("instance", id, new TreeMap<>(Map.of("host", "h"))))
                        .toList());
        assertThat(index.resources(ids)).hasSize(3000);
        assertThat(index.searchResources(everything("instance", unlimited()))).hasSize(3000);
        var listed = new Filter.OneOf("id", List.<@Nullable Object>copyOf(ids));
        var either =
                new Filter.Any(ids.stream().<Filter>map(id -> equal("id", id.toString())).toList());
        var mixed =
                new Filter.Any(
                        IntStream.range(0, 3000)
                                .<Filter>mapToObj(number ->
                                        new Filter.All(
                                                List.of(
                                                        equal("id", ids.get(number)),
                                                        equal("host", "h"))))
                                .toList());
        for (var filter : List.of(listed, either, mixed)) {
            assertThat(count("instance", filter)).isEqualTo(3000);
        }
        assertThat(index.deleteResources("instance", listed)).isEqualTo(3000);
    }

    private int count(String type, Filter filter) {
        var query = new ResourceQuery(type, filter, false, false, unlimited());
        return index.searchResources(query).size();
    }

    private static Page unlimited() {
        return new Page(Integer.MAX_VALUE, null, List.of());
    }

    private static Filter equal(String field, Object value) {
        return new Filter.Compare(field, Filter.Comparison.EQUAL, value);
    }
}
