import io.gnocchi.core.index.Filter;
import io.gnocchi.core.index.Index;
import io.gnocchi.core.index.NewResource;
import io.gnocchi.core.index.Page;
import io.gnocchi.core.index.ResourceQuery;
import io.gnocchi.core.index.SortKey;
import io.gnocchi.core.model.Attribute;
import io.gnocchi.core.model.Resource;
import io.gnocchi.core.model.ResourceType;
import io.gnocchi.server.sql.Database;
import io.gnocchi.server.sql.SqlIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntFunction;

/// How fast the index finds resources: 100,000 of one type with five attributes.
/// usage: MeasureIndex JDBC-URL [USER]
public final class MeasureIndex {
    private static final int RESOURCES = 100_000;
    private static final int BATCH = 1000;
    private static final int ROUNDS = 200;
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<SortKey> DEFAULT =
            List.of(
                    new SortKey("revision_start", SortKey.Direction.ASC),
                    new SortKey("started_at", SortKey.Direction.ASC));

    private final Index index;

    private MeasureIndex(Index index) {
        this.index = index;
    }

    public static void main(String[] arguments) {
        var user = arguments.length > 1 ? arguments[1] : null;
        try (var database = Database.open(arguments[0], user, null);
                var index = new SqlIndex(database)) {
            database.migrate();
            new MeasureIndex(index).run();
        }
    }

    private void run() {
        fill();
        measure("search by an indexed text, 100 found", this::byHost);
        measure("search by two attributes, 1 to 10 found", this::byHostAndSize);
        measure("search by a pattern, 1,000 found", _ -> like());
        measure("search by id", this::byId);
        measure("list, first 1,000", _ -> list(1000, null));
        measure("list, first 100", _ -> list(100, null));
        measure("list, 100 from the middle", this::fromTheMiddle);
        measure("list through generic, first 100", _ -> search("generic", Filter.EVERYTHING, 100));
        measure("history of one", this::history);
    }

    private void fill() {
        var attributes = new TreeMap<String, Attribute>();
        attributes.put("host", new Attribute.Text(true, 0, 255));
        attributes.put("image", new Attribute.Identifier(false));
        attributes.put("on", new Attribute.Flag(false));
        attributes.put("since", new Attribute.Moment(false));
        attributes.put("size", new Attribute.Numeric(false, null, null));
        index.createResourceType(
                new ResourceType("instance", ResourceType.State.ACTIVE, attributes));
        long start = System.nanoTime();
        for (int from = 0; from < RESOURCES; from += BATCH) {
            var batch = new ArrayList<NewResource>();
            for (int number = from; number < from + BATCH; number++) {
                batch.add(resource(number));
            }
            index.createResources(batch);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%-45s %8.0f resources/s%n", "create", RESOURCES / seconds);
    }

    private static UUID id(int number) {
        return new UUID(number * 0x9E37_79B9_7F4A_7C15L, number);
    }

    private static NewResource resource(int number) {
        return new NewResource(
                id(number),
                "instance-" + number,
                "instance",
                "user:project",
                "user-" + number % 100,
                "project-" + number % 20,
                NOON.plusSeconds(number % 7),
                null,
                NOON.plusSeconds(number / BATCH),
                new TreeMap<>(
                        Map.of(
                                "host", "host-" + number % 1000,
                                "image", id(number % 50),
                                "on", number % 2 == 0,
                                "since", NOON.plusSeconds(number),
                                "size", (double) (number % 64))),
                Map.of());
    }

    private List<Resource> byHost(int round) {
        return search("instance", equal("host", "host-" + round), 1000);
    }

    private List<Resource> byHostAndSize(int round) {
        var both = List.of(equal("host", "host-" + round), equal("size", (double) (round % 64)));
        return search("instance", new Filter.All(both), 1000);
    }

    private List<Resource> like() {
        return search("instance", new Filter.Like("host", "host-99%"), 1000);
    }

    private List<Resource> byId(int round) {
        return search("instance", equal("id", id(round * 37)), 1000);
    }

    private List<Resource> list(int limit, String marker) {
        return index.searchResources(
                new ResourceQuery(
                        "instance",
                        Filter.EVERYTHING,
                        false,
                        false,
                        new Page(limit, marker, DEFAULT)));
    }

    private List<Resource> fromTheMiddle(int round) {
        return list(100, id(RESOURCES / 2 + round).toString());
    }

    private List<Resource> history(int round) {
        return index.searchResources(
                new ResourceQuery(
                        "instance",
                        equal("id", id(round)),
                        true,
                        false,
                        new Page(1000, null, DEFAULT)));
    }

    private List<Resource> search(String type, Filter filter, int limit) {
        return index.searchResources(
                new ResourceQuery(type, filter, false, false, new Page(limit, null, DEFAULT)));
    }

    private static Filter equal(String field, Object value) {
        return new Filter.Compare(field, Filter.Comparison.EQUAL, value);
    }

    private static void measure(String what, IntFunction<List<Resource>> call) {
        int found = 0;
        for (int round = 0; round < ROUNDS; round++) {
            found = call.apply(round).size();
        }
        var nanos = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            found = call.apply(round).size();
            nanos[round] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%-45s p50 %7.2f ms  p99 %7.2f ms  (last found %d)%n",
                what, nanos[ROUNDS / 2] / 1e6, nanos[ROUNDS * 99 / 100] / 1e6, found);
    }
}
