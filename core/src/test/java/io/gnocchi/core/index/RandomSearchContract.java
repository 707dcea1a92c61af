package io.gnocchi.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.Attribute;
import io.gnocchi.core.model.Resource;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/// Random searches find in an [Index] exactly what they find in memory.
public abstract class RandomSearchContract extends IndexWords {
    private static final List<String> TEXTS =
            List.of("", "a", "A", "ab", "a_", "%", "é", "\ufffd", "😀", "b\\", "1.0", "z:y", ":");
    private static final List<String> PATTERNS =
            List.of("", "%", "a%", "%b%", "_", "__", "a\\_", "\\%", "%\\\\", "%\ufffd", "a%_");
    private static final List<String> FIELDS =
            List.of(
                    "text",
                    "number",
                    "uuid",
                    "flag",
                    "moment",
                    "user_id",
                    "creator",
                    "ended_at",
                    "started_at",
                    "id",
                    "original_resource_id",
                    "created_by_user_id",
                    "created_by_project_id",
                    "lifespan",
                    "type",
                    "revision_start");
    private static final List<String> SORTS =
            List.of(
                    "text",
                    "number",
                    "uuid",
                    "flag",
                    "moment",
                    "user_id",
                    "ended_at",
                    "started_at",
                    "revision_start",
                    "id");

    private Index twin = new MemoryIndex();
    private Random random = new Random(0);

    @RepeatedTest(8)
    void findsWhatMemoryFinds(RepetitionInfo repetition) {
        int seed = repetition.getCurrentRepetition();
        random = new Random(seed);
        twin = new MemoryIndex(InstantSource.fixed(NOON));
        for (var each : List.of(twin, index)) {
            each.createResourceType(
                    type(
                            "t",
                            Map.of(
                                    "text", new Attribute.Text(false, 0, 255),
                                    "number", new Attribute.Numeric(false, null, null),
                                    "uuid", new Attribute.Identifier(false),
                                    "flag", new Attribute.Flag(false),
                                    "moment", new Attribute.Moment(false))));
        }
        write();
        for (int search = 0; search < 150; search++) {
            var query = query();
            assertThat(index.searchResources(query))
                    .as("seed %d search %d: %s", seed, search, query)
                    .isEqualTo(twin.searchResources(query));
        }
        var doomed = filter(3, false);
        assertThat(index.deleteResources("t", doomed))
                .as("seed %d: %s", seed, doomed)
                .isEqualTo(twin.deleteResources("t", doomed));
    }

    private void write() {
        var resources = new ArrayList<NewResource>();
        for (int number = 0; number < 30; number++) {
            resources.add(
                    new NewResource(
                            uuid(number),
                            text(),
                            number % 10 == 0 ? "generic" : "t",
                            maybe(text()),
                            maybe(text()),
                            "p",
                            NOON.minusSeconds(random.nextInt(3)),
                            random.nextBoolean() ? null : NOON.plusSeconds(random.nextInt(3)),
                            NOON.plusSeconds(random.nextInt(2)),
                            number % 10 == 0 ? new TreeMap<>() : attributes(),
                            Map.of()));
        }
        for (var each : List.of(twin, index)) {
            each.createResources(resources);
        }
        for (int update = 0; update < 20; update++) {
            var id = uuid(random.nextInt(3) + 1);
            var change = new ResourceChange(attributes(), null);
            var now = NOON.plusSeconds(10 + update);
            for (var each : List.of(twin, index)) {
                each.updateResource("t", id, change, now);
            }
        }
    }

    private SortedMap<String, @Nullable Object> attributes() {
        var attributes = new TreeMap<String, @Nullable Object>();
        for (var name : List.of("text", "number", "uuid", "flag", "moment")) {
            attributes.put(name, maybe(value(name)));
        }
        return attributes;
    }

    private ResourceQuery query() {
        boolean history = random.nextBoolean();
        boolean typed = random.nextInt(4) > 0;
        var type = typed ? "t" : "generic";
        var filter = typed ? filter(3, history) : Filter.EVERYTHING;
        var sort =
                typed
                        ? IntStream.range(0, random.nextInt(3))
                                .mapToObj(_ -> by(pick(SORTS), pick(directions())))
                                .toList()
                        : List.<SortKey>of();
        var page = new Page(1 + random.nextInt(40), maybe(marker(type, history)), sort);
        return new ResourceQuery(type, filter, history, random.nextBoolean(), page);
    }

    private static List<SortKey.Direction> directions() {
        return Arrays.asList(SortKey.Direction.values());
    }

    private String marker(String type, boolean history) {
        var found =
                twin.searchResources(
                        new ResourceQuery(type, Filter.EVERYTHING, history, false, ALL));
        Resource row = pick(found);
        return history ? row.id() + "@" + row.revision() : row.id().toString();
    }

    private Filter filter(int depth, boolean history) {
        int kind = random.nextInt(depth == 0 ? 3 : 6);
        return switch (kind) {
            case 0 -> {
                var field = field(history);
                yield new Filter.Compare(
                        field,
                        pick(Arrays.asList(Filter.Comparison.values())),
                        maybe(value(field)));
            }
            case 1 -> {
                var field = field(history);
                var values = new ArrayList<@Nullable Object>();
                IntStream.range(0, random.nextInt(4)).forEach(_ -> values.add(maybe(value(field))));
                yield new Filter.OneOf(field, values);
            }
            case 2 ->
                    new Filter.Like(
                            pick(List.of("text", "user_id", "creator", "created_by_user_id")),
                            pick(PATTERNS));
            case 3 -> new Filter.Not(filter(depth - 1, history));
            case 4 -> new Filter.All(filters(depth, history));
            default -> new Filter.Any(filters(depth, history));
        };
    }

    private List<Filter> filters(int depth, boolean history) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(_ -> filter(depth - 1, history))
                .toList();
    }

    private String field(boolean history) {
        return history && random.nextInt(5) == 0
                ? pick(List.of("revision", "revision_end"))
                : pick(FIELDS);
    }

    private Object value(String field) {
        return switch (field) {
            case "number" -> pick(List.<Object>of(0.0, -0.0, 1.0, -1.5, 1e300, 0.1));
            case "uuid", "id" -> uuid(random.nextInt(8));
            case "flag" -> random.nextBoolean();
            case "moment", "ended_at", "started_at", "revision_start", "revision_end" ->
                    NOON.plusSeconds(random.nextInt(14) - 3);
            case "revision" -> (double) random.nextInt(9);
            case "lifespan" -> 1.0 + random.nextInt(4);
            case "type" -> pick(List.of("t", "generic"));
            default -> text();
        };
    }

    private static UUID uuid(int number) {
        return new UUID(
                (number % 2) * 0x8000_0000_0000_0000L + 0x4000L, 0x8000_0000_0000_0000L + number);
    }

    private String text() {
        return pick(TEXTS);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private <T> @Nullable T maybe(T value) {
        return random.nextInt(4) == 0 ? null : value;
    }
}
