package io.gnocchi.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LabelledResourceTest {
    @Test
    void idShowsTheLabelsInOrder() {
        var resource = of(Map.of("job", "node", "instance", "web:9100"));
        assertThat(resource.id()).isEqualTo("{instance=\"web:9100\",job=\"node\"}");
        assertThat(resource.attributes()).isEqualTo(Map.of("job", "node", "instance", "web:9100"));
    }

    @Test
    void differentLabelsAreDifferentResources() {
        var random = new Random(11);
        var seen = new HashMap<String, SortedMap<String, String>>();
        for (int i = 0; i < 50_000; i++) {
            var labels = new TreeMap<String, String>();
            for (int j = random.nextInt(3); j > 0; j--) {
                labels.put(word(random), word(random));
            }
            var before = seen.put(of(labels).id(), labels);
            if (before != null) {
                assertThat(before).isEqualTo(labels);
            }
        }
    }

    @Test
    void differentGroupsOfLabelsAreDifferentResources() {
        var random = new Random(12);
        var seen = new HashMap<String, List<SortedMap<String, String>>>();
        for (int i = 0; i < 50_000; i++) {
            var groups = List.of(few(random), few(random), few(random));
            var before = seen.put(LabelledResource.of(groups).id(), groups);
            if (before != null) {
                assertThat(before).isEqualTo(groups);
            }
        }
    }

    private static SortedMap<String, String> few(Random random) {
        var labels = new TreeMap<String, String>();
        for (int j = random.nextInt(2); j > 0; j--) {
            labels.put(word(random), word(random));
        }
        return labels;
    }

    @Test
    void groupsAreShownApartAndTheLastOneNamesTheAttribute() {
        var resource =
                LabelledResource.of(
                        List.of(
                                new TreeMap<>(Map.of("host", "a")),
                                new TreeMap<>(Map.of("host", "b", "cpu", "0")),
                                new TreeMap<>()));
        assertThat(resource.id()).isEqualTo("{host=\"a\"}{cpu=\"0\",host=\"b\"}");
        assertThat(resource.attributes()).isEqualTo(Map.of("host", "b", "cpu", "0"));
    }

    private static String word(Random random) {
        var word = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            word.append("/_%\",={}a2F".charAt(random.nextInt(11)));
        }
        return word.toString();
    }

    @Test
    void longIdsEndInAHashOfAllOfIt() {
        var one = of(Map.of("path", "x".repeat(1000) + "1"));
        var other = of(Map.of("path", "x".repeat(1000) + "2"));
        assertThat(one.id()).hasSize(255).isNotEqualTo(other.id());
        assertThat(one.attributes().get("path")).hasSize(512);
    }

    @Test
    void namesThatCannotBeAttributesAreCalledLabels() {
        assertThat(LabelledResource.attribute("id")).isEqualTo("label_id");
        assertThat(LabelledResource.attribute("__meta")).isEqualTo("label___meta");
        assertThat(LabelledResource.attribute("service.name")).isEqualTo("service_name");
    }

    private static LabelledResource of(Map<String, String> labels) {
        return LabelledResource.of(new TreeMap<>(labels));
    }
}
