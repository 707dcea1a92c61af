import io.gnocchi.core.index.Filter;
import io.gnocchi.core.index.Index;
import io.gnocchi.core.index.NewResource;
import io.gnocchi.core.index.Page;
import io.gnocchi.core.index.ResourceChange;
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

    /// Every so many resources have a past.
    private static final int CHANGED = 10;

    private static final int WARM_UP = 50;
    private static final int ROUNDS = 200;
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<SortKey> DEFAULT =
            List.of(
                    new SortKey("revision_start", SortKey.Direction.ASC),
                    new SortKey("started_at", SortKey.Direction.ASC));
    private static final List<SortKey> HOST_AND_SIZE =
            List.of(
                    new SortKey("host", SortKey.Direction.ASC),
                    new SortKey("size", SortKey.Direction.DESC));
    private static final List<SortKey> PROJECT_AND_START =
            List.of(
                    new SortKey("project_id", SortKey.Direction.ASC),
                    new SortKey("started_at", SortKey.Direction.DESC));

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
        measure("search by a pattern in the middle, 1,000 found", _ -> likeInTheMiddle());
        measure("search by one of ten texts, 1,000 found", this::oneOf);
        measure("search by one or another, 100 to 200 found", this::either);
        measure("search by a nest of and, or, not, 1,000 found", this::nested);
        measure("search by a field of all types, 1,000 of 5,000", this::byProject);
        measure("search by id", this::byId);
        measure("list, first 1,000", _ -> list(1000, null));
        measure("list, first 100", _ -> list(100, null));
        measure("list, 100 from the middle", this::fromTheMiddle);
        measure("list through generic, first 100", _ -> search("generic", Filter.EVERYTHING, 100));
        measure("list by host and size, first 100", _ -> sorted(null, HOST_AND_SIZE));
        measure("list by host and size, 100 from the middle", this::sortedFromTheMiddle);
        measure("list by project and start, 100 from the middle", this::byProjectFromTheMiddle);
        measure("history of one", this::history);
        measure("history of a host, 110 found", this::historyOfHost);
        measure("history of all, first 100", _ -> historyOfAll(null));
        measure("history of all, 100 from the middle", this::historyFromTheMiddle);
        delete();
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
        report("create, 1,000 at once", RESOURCES, start);
        start = System.nanoTime();
        for (int number = 0; number < RESOURCES; number += CHANGED) {
            var size = new TreeMap<String, Object>(Map.of("size", 1000.0));
            var change = new ResourceChange(size, null);
            index.updateResource("instance", id(number), change, NOON.plusSeconds(200));
        }
        report("change, one at a time", RESOURCES / CHANGED, start);
    }

    private void delete() {
        long start = System.nanoTime();
        int deleted = 0;
        for (int host = 900; host < 910; host++) {
            deleted += index.deleteResources("instance", equal("host", "host-" + host));
        }
        report("delete, 100 of a host at once", deleted, start);
        start = System.nanoTime();
        deleted = index.deleteResources("instance", equal("project_id", "project-7"));
        report("delete, 4,990 of a project at once", deleted, start);
    }

    private static void report(String what, int resources, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%-50s %8.0f resources/s%n", what, resources / seconds);
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

    private List<Resource> likeInTheMiddle() {
        return search("instance", new Filter.Like("host", "%st-99%"), 1000);
    }

    private List<Resource> oneOf(int round) {
        var hosts = new ArrayList<Object>();
        for (int host = round; host < round + 10; host++) {
            hosts.add("host-" + host);
        }
        return search("instance", new Filter.OneOf("host", hosts), 1000);
    }

    private List<Resource> either(int round) {
        var image = equal("image", id(round % 50));
        var project = equal("project_id", "project-" + round % 20);
        var second =
                new Filter.All(List.of(image, project, equal("host", "host-" + (round + 50))));
        return search(
                "instance",
                new Filter.Any(List.of(equal("host", "host-" + round), second)),
                1000);
    }

    private List<Resource> nested(int round) {
        var since =
                new Filter.Compare(
                        "since", Filter.Comparison.GREATER, NOON.plusSeconds(round * 100L));
        var one = new Filter.All(List.of(equal("image", id(round % 50)), since));
        var other =
                new Filter.All(
                        List.of(
                                equal("size", (double) (round % 64)),
                                new Filter.Not(equal("on", true))));
        return search("instance", new Filter.Any(List.of(one, other)), 1000);
    }

    private List<Resource> byProject(int round) {
        return search("instance", equal("project_id", "project-" + round % 20), 1000);
    }

    private List<Resource> byId(int round) {
        return search("instance", equal("id", id(round * 37)), 1000);
    }

    private List<Resource> sorted(String marker, List<SortKey> sort) {
        return index.searchResources(
                new ResourceQuery(
                        "instance",
                        Filter.EVERYTHING,
                        false,
                        false,
                        new Page(100, marker, sort)));
    }

    private List<Resource> sortedFromTheMiddle(int round) {
        return sorted(id(RESOURCES / 2 + round).toString(), HOST_AND_SIZE);
    }

    private List<Resource> byProjectFromTheMiddle(int round) {
        return sorted(id(RESOURCES / 2 + round).toString(), PROJECT_AND_START);
    }

    private List<Resource> historyOfHost(int round) {
        var filter = equal("host", "host-" + round / 10 * 10);
        var page = new Page(1000, null, DEFAULT);
        return index.searchResources(new ResourceQuery("instance", filter, true, false, page));
    }

    private List<Resource> historyOfAll(String marker) {
        var page = new Page(100, marker, DEFAULT);
        return index.searchResources(
                new ResourceQuery("instance", Filter.EVERYTHING, true, false, page));
    }

    private List<Resource> historyFromTheMiddle(int round) {
        return historyOfAll(id(RESOURCES / 2 + round * CHANGED + 1) + "@-1");
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
        for (int round = 0; round < WARM_UP; round++) {
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
                "%-50s p50 %7.2f ms  p99 %7.2f ms  (last found %d)%n",
                what, nanos[ROUNDS / 2] / 1e6, nanos[ROUNDS * 99 / 100] / 1e6, found);
    }
}
