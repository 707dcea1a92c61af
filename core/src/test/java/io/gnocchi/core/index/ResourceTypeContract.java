package io.gnocchi.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.Attribute;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.Resource;
import io.gnocchi.core.model.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every [Index] promises of resource types.
abstract class ResourceTypeContract extends IndexWords {
    private static final Attribute NAME = new Attribute.Text(false, 0, 255);
    private static final Attribute SIZE = new Attribute.Numeric(false, null, null);

    @Test
    void genericIsAlwaysThere() {
        assertThat(index.resourceTypes()).containsExactly(ResourceType.GENERIC);
        assertThat(index.resourceType("generic")).isEqualTo(ResourceType.GENERIC);
        assertRefused(
                () -> index.deleteResourceType("generic"),
                new Refusal.ResourceTypeInUse("generic"));
        assertRefused(
                () -> index.createResourceType(ResourceType.GENERIC),
                new Refusal.ResourceTypeExists("generic"));
        assertRefused(
                () -> index.updateResourceType("generic", setting("name", NAME, null)),
                new Refusal.ResourceTypeUnsupportedChange(
                        "generic", "Resource type generic takes no attributes"));
    }

    @Test
    void typeIsReadBackWhole() {
        var attributes = new TreeMap<String, Attribute>();
        attributes.put("Name with: every-thing \\ \"' \n %s é", new Attribute.Text(true, 3, 256));
        attributes.put("a" + "b".repeat(62), new Attribute.Text(false, 0, 512));
        attributes.put("least", new Attribute.Numeric(false, -1.5, null));
        attributes.put("most", new Attribute.Numeric(true, null, 1e300));
        attributes.put("id_of", new Attribute.Identifier(true));
        attributes.put("on", new Attribute.Flag(false));
        attributes.put("since", new Attribute.Moment(true));
        var type = new ResourceType("été, 1", ResourceType.State.ACTIVE, attributes);
        index.createResourceType(type);
        assertThat(index.resourceType("été, 1")).isEqualTo(type);
    }

    @Test
    void typesAreListedByName() {
        createType("b", Map.of());
        createType("B", Map.of());
        createType("h", Map.of());
        assertThat(index.resourceTypes())
                .extracting(ResourceType::name)
                .containsExactly("B", "b", "generic", "h");
    }

    @Test
    void typeNameIsTakenOnce() {
        var type = createType("t", Map.of("name", NAME));
        assertRefused(() -> index.createResourceType(type), new Refusal.ResourceTypeExists("t"));
    }

    @Test
    void ofRacingCallersOneCreatesTheType() throws Exception {
        var tasks = new ArrayList<Callable<Boolean>>();
        for (int number = 0; number < 4; number++) {
            var type = type("t", Map.of("name", NAME));
            tasks.add(() -> succeeds(() -> index.createResourceType(type)));
        }
        assertThat(runTogether(tasks)).containsOnlyOnce(true);
        createTyped("t", nextId(), Map.of("name", "x"));
    }

    @Test
    void unknownTypeIsRefused() {
        var refusal = new Refusal.NoResourceType("x");
        assertRefused(() -> index.resourceType("x"), refusal);
        assertRefused(() -> index.deleteResourceType("x"), refusal);
        assertRefused(() -> index.updateResourceType("x", setting("a", NAME, null)), refusal);
        assertRefused(() -> index.deleteResources("x", Filter.EVERYTHING), refusal);
        assertRefused(() -> createTyped("x", nextId(), Map.of()), refusal);
    }

    @Test
    void typeInUseStays() {
        createType("t", Map.of("name", NAME));
        var resource = createTyped("t", nextId(), Map.of());
        assertRefused(() -> index.deleteResourceType("t"), new Refusal.ResourceTypeInUse("t"));
        index.deleteResource("t", resource.id());
        index.deleteResourceType("t");
        assertRefused(() -> index.resourceType("t"), new Refusal.NoResourceType("t"));
    }

    @Test
    void typeThatCameBackHasItsNewAttributes() {
        createType("t", Map.of("name", NAME));
        index.deleteResourceType("t");
        createType("t", Map.of("name", SIZE));
        var resource = createTyped("t", nextId(), Map.of("name", 2.0));
        assertThat(resource.attributes()).containsExactly(Map.entry("name", 2.0));
        assertThat(index.resource("t", resource.id())).isEqualTo(resource);
    }

    @Test
    void addedAttributeIsFilledInEverywhere() {
        createType("t", Map.of("name", NAME));
        var resource = createTyped("t", nextId(), Map.of("name", "old"));
        updateTyped("t", resource.id(), Map.of("name", "new"));
        var since = new Attribute.Moment(true);
        var changed = index.updateResourceType("t", setting("since", since, NOON.plusNanos(9)));
        assertThat(changed.attributes()).isEqualTo(Map.of("name", NAME, "since", since));
        assertThat(index.resourceType("t")).isEqualTo(changed);
        assertThat(everyRevision("t"))
                .extracting(Resource::attributes)
                .containsExactlyInAnyOrder(
                        attributes("name", "old", "since", NOON),
                        attributes("name", "new", "since", NOON));
    }

    @Test
    void addedAttributeWithoutFillIsNull() {
        createType("t", Map.of());
        var resource = createTyped("t", nextId(), Map.of());
        index.updateResourceType("t", setting("size", SIZE, null));
        assertThat(index.resource("t", resource.id()).attributes())
                .isEqualTo(attributes("size", null));
        assertThat(updateTyped("t", resource.id(), Map.of("size", 1.5)).attributes())
                .isEqualTo(attributes("size", 1.5));
    }

    @Test
    void removedAttributeGoesEverywhere() {
        createType("t", Map.of("name", NAME, "size", SIZE));
        var resource = createTyped("t", nextId(), Map.of("name", "x", "size", 1.0));
        updateTyped("t", resource.id(), Map.of("size", 2.0));
        index.updateResourceType("t", new TypeChange(Map.of(), Set.of("name")));
        assertThat(everyRevision("t"))
                .extracting(Resource::attributes)
                .containsExactlyInAnyOrder(attributes("size", 1.0), attributes("size", 2.0));
        index.updateResourceType("t", setting("name", new Attribute.Flag(true), true));
        assertThat(index.resource("t", resource.id()).attributes())
                .isEqualTo(attributes("name", true, "size", 2.0));
    }

    @Test
    void changedAttributeKeepsItsValuesAndFillsTheMissing() {
        createType("t", Map.of("name", NAME));
        var one = createTyped("t", nextId(), Map.of("name", "x"));
        var other = createTyped("t", nextId(), Map.of());
        updateTyped("t", other.id(), Map.of("name", "y"));
        var required = new Attribute.Text(true, 1, 10);
        index.updateResourceType("t", setting("name", required, "filled"));
        assertThat(index.resourceType("t").attributes()).isEqualTo(Map.of("name", required));
        assertThat(index.resource("t", one.id()).attributes()).isEqualTo(attributes("name", "x"));
        assertThat(revisionsOf("t", other.id()))
                .extracting(revision -> revision.attributes().get("name"))
                .containsExactly("y", "filled");
    }

    @Test
    void attributeStaysWhatItIs() {
        createType("t", Map.of("name", NAME));
        assertUnsupported(
                "Type update is not available yet. Changing string to number for attribute name of"
                        + " resource t",
                setting("name", SIZE, null));
        assertUnsupported(
                "can't remove a non-existent object 'zzz'",
                new TypeChange(Map.of(), Set.of("zzz")));
        assertUnsupported(
                "Option 'fill' of resource attribute on is invalid: must not be empty if"
                        + " required=True",
                setting("on", new Attribute.Flag(true), null));
        assertThat(index.resourceType("t").attributes()).isEqualTo(Map.of("name", NAME));
    }

    private void assertUnsupported(String reason, TypeChange change) {
        assertRefused(
                () -> index.updateResourceType("t", change),
                new Refusal.ResourceTypeUnsupportedChange("t", reason));
    }

    @Test
    void typeThatIsNotActiveIsLeftAlone() {
        index.createResourceType(
                new ResourceType("t", ResourceType.State.UPDATING_ERROR, new TreeMap<>()));
        var refusal =
                new Refusal.ResourceTypeUnsupportedChange(
                        "t", "Resource type t state is updating_error (expected: active)");
        assertThat(index.resourceType("t").state()).isEqualTo(ResourceType.State.UPDATING_ERROR);
        assertRefused(() -> index.updateResourceType("t", setting("a", NAME, null)), refusal);
        assertRefused(() -> createTyped("t", nextId(), Map.of()), refusal);
        assertRefused(() -> index.searchResources(everything("t", ALL)), refusal);
        index.deleteResourceType("t");
    }

    @Test
    void typeHasOnlySoManyAttributes() {
        var attributes = new TreeMap<String, Attribute>();
        IntStream.range(0, TypeRevision.MAX_ATTRIBUTES)
                .forEach(number -> attributes.put("a" + number, NAME));
        createType("t", attributes);
        createTyped("t", nextId(), Map.of("a7", "x"));
        var tooMany =
                new Refusal.ResourceTypeUnsupportedChange(
                        "t", "Resource type t would have more than 100 attributes");
        assertRefused(() -> index.updateResourceType("t", setting("b", NAME, null)), tooMany);
    }

    @Test
    void typeChangesWhileResourcesAreCreated() throws Exception {
        createType("t", Map.of("a0", SIZE));
        var tasks = new ArrayList<Callable<Boolean>>();
        tasks.add(() -> changesTwenty("t"));
        for (int writer = 0; writer < 2; writer++) {
            var ids = IntStream.range(0, 60).mapToObj(_ -> nextId()).toList();
            tasks.add(() -> {
                for (var id : ids) {
                    index.createResource(typed("t", id, new TreeMap<>(Map.of("a0", 1.0))));
                    index.searchResources(everything("t", page(1, null)));
                }
                return true;
            });
        }
        assertThat(runTogether(tasks)).containsOnly(true);
        var last = index.resourceType("t").attributes().keySet();
        assertThat(index.searchResources(everything("t", ALL)))
                .hasSize(120)
                .allSatisfy(resource -> assertThat(resource.attributes().keySet()).isEqualTo(last))
                .allSatisfy(resource -> assertThat(resource.attributes()).containsEntry("a0", 1.0));
    }

    private boolean changesTwenty(String type) {
        for (int number = 1; number <= 20; number++) {
            index.updateResourceType(type, setting("a" + number, SIZE, 1.0 * number));
            var removed = number % 2 == 0 ? Set.of("a" + number) : Set.<String>of();
            index.updateResourceType(type, new TypeChange(Map.of(), removed));
        }
        return true;
    }

    @Test
    void typeIsDeletedOrUsedNeverBoth() throws Exception {
        for (int round = 0; round < 5; round++) {
            var name = createType("t" + round, Map.of("name", NAME)).name();
            var id = nextId();
            var outcomes =
                    runTogether(
                            List.<Callable<Boolean>>of(
                                    () -> succeeds(() -> createTyped(name, id, Map.of())),
                                    () -> succeeds(() -> index.deleteResourceType(name))));
            assertThat(outcomes).containsExactlyInAnyOrder(true, false);
        }
    }

    private static TypeChange setting(String name, Attribute attribute, @Nullable Object fill) {
        return new TypeChange(Map.of(name, new TypeChange.Definition(attribute, fill)), Set.of());
    }

    private List<Resource> everyRevision(String type) {
        return index.searchResources(new ResourceQuery(type, Filter.EVERYTHING, true, false, ALL));
    }
}
