package io.gnocchi.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.index.TypeChange;
import io.gnocchi.core.index.TypeRevision;
import io.gnocchi.core.model.Attribute;
import io.gnocchi.core.model.MalformedException;
import io.gnocchi.core.model.ResourceType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResourceTypePatchTest {
    private static final Attribute FLAG = new Attribute.Flag(false);
    private static final List<String> NAMES = List.of("a", "b", "c/d", "e~f", "g~1");

    private static ResourceType type(Map<String, Attribute> attributes) {
        return new ResourceType("t", ResourceType.State.ACTIVE, new TreeMap<>(attributes));
    }

    private static TypeChange change(ResourceType before, String patch) {
        var body = new ByteArrayInputStream(patch.getBytes(StandardCharsets.UTF_8));
        return ResourceTypePatch.read(JsonReader.read(body)).of(before, Instant.EPOCH);
    }

    private static String add(String name) {
        var pointer = name.replace("~", "~0").replace("/", "~1");
        return "{\"op\": \"add\", \"path\": \"/attributes/%s\", \"value\": {\"type\": \"bool\", \"required\": false}}"
                .formatted(pointer);
    }

    private static String remove(String name) {
        var pointer = name.replace("~", "~0").replace("/", "~1");
        return "{\"op\": \"remove\", \"path\": \"/attributes/%s\"}".formatted(pointer);
    }

    @Test
    void whatIsAddedAndRemovedAgainIsNoChange() {
        assertThat(change(type(Map.of()), "[" + add("a") + "," + remove("a") + "]"))
                .isEqualTo(new TypeChange(Map.of(), Set.of()));
    }

    @Test
    void whatIsRemovedAndAddedAgainIsNoChange() {
        assertThat(change(type(Map.of("a", FLAG)), "[" + remove("a") + "," + add("a") + "]"))
                .isEqualTo(new TypeChange(Map.of(), Set.of()));
    }

    @Test
    void attributesThatNoClientCouldDefineMayStay() {
        var long512 = new Attribute.Text(true, 1, 512);
        assertThat(change(type(Map.of("job", long512)), "[" + add("a") + "]").set())
                .containsOnlyKeys("a");
    }

    @Test
    void aFillOfWhatIsThereIsAChange() {
        var patch =
                "[{\"op\": \"add\", \"path\": \"/attributes/a\", \"value\": {\"type\": \"bool\","
                        + " \"required\": false, \"options\": {\"fill\": true}}}]";
        assertThat(change(type(Map.of("a", FLAG)), patch).set())
                .containsExactly(Map.entry("a", new TypeChange.Definition(FLAG, true)));
    }

    @Test
    void stepsHaveALimit() {
        var steps =
                IntStream.range(0, 1001)
                        .mapToObj(i -> add("a" + i))
                        .collect(Collectors.joining(",", "[", "]"));
        assertThatThrownBy(() -> change(type(Map.of()), steps))
                .hasMessage("length of value must be at most 1000");
    }

    @Test
    void stepsMeanWhatTheyDoOneAfterTheOther() {
        for (long seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            var before = new TreeMap<String, Attribute>();
            NAMES.stream()
                    .filter(_ -> random.nextBoolean())
                    .forEach(name -> before.put(name, FLAG));
            var after = new TreeSet<>(before.keySet());
            var steps = new ArrayList<String>();
            boolean possible = true;
            for (int i = random.nextInt(5); i >= 0; i--) {
                var name = NAMES.get(random.nextInt(NAMES.size()));
                boolean adds = random.nextBoolean();
                steps.add(adds ? add(name) : remove(name));
                possible &= adds || after.contains(name);
                after.remove(name);
                after.addAll(adds ? Set.of(name) : Set.of());
            }
            var patch = "[" + String.join(",", steps) + "]";
            check(type(before), patch, possible ? after : null, seed);
        }
    }

    private static void check(
            ResourceType before, String patch, @Nullable Set<String> after, long seed) {
        if (after == null) {
            assertThatThrownBy(() -> change(before, patch))
                    .as("seed %d: %s", seed, patch)
                    .isInstanceOf(MalformedException.class);
            return;
        }
        assertThat(TypeRevision.next(before, change(before, patch)).attributes().keySet())
                .as("seed %d: %s", seed, patch)
                .isEqualTo(after);
    }

    @Test
    void anyJsonIsAPatchOrRefused() {
        for (long seed = 0; seed < 20_000; seed++) {
            var json = new FilterMaker(seed).json(4);
            try {
                assertThat(ResourceTypePatch.read(json).of(type(Map.of()), Instant.EPOCH))
                        .isNotNull();
            } catch (MalformedException | InvalidInputException refused) {
                assertThat(refused.getMessage()).as("seed %d", seed).isNotBlank();
            }
        }
    }
}
