package io.gnocchi.server.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.index.NewResource;
import io.gnocchi.core.index.ResourceChange;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.ArchivePolicyRule;
import io.gnocchi.core.model.Attribute;
import io.gnocchi.core.model.ResourceType;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.server.api.MemoryServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A request over a thousand rows runs as many statements as one over ten, and few; those of the
/// manifest count too.
abstract class RequestStatementsContract {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String ADMIN =
            "Basic " + Base64.getEncoder().encodeToString("admin:".getBytes(UTF_8));
    private static final String POINTS = "[{\"timestamp\": \"2026-03-01T12:00:00\", \"value\": 1}]";
    private static final int CHANGED = 100;

    /// Resources of one host.
    private record Group(String host, List<UUID> ids) {
        static Group of(String host, int kind, int size) {
            return new Group(
                    host,
                    IntStream.range(0, size)
                            .mapToObj(number -> new UUID(0x4000L | (long) kind << 32, number))
                            .toList());
        }

        int size() {
            return ids.size();
        }

        String filter() {
            return "{\"=\": {\"host\": \"" + host + "\"}}";
        }

        /// A body that says the same of every resource.
        String ofEach(String value) {
            return ids.stream()
                    .map(id -> "\"%s\": %s".formatted(id, value))
                    .collect(joining(",", "{", "}"));
        }
    }

    private record Ask(String method, String path, String body) {
        static Ask get(String path) {
            return new Ask("GET", path, "");
        }

        static Ask post(String path, String body) {
            return new Ask("POST", path, body);
        }
    }

    private static final Group FEW = Group.of("few", 1, 10);
    private static final Group MANY = Group.of("many", 2, 1000);

    private final AtomicInteger statements = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();
    private SqlIndex index;
    private MemoryServer server;

    /// A new and empty database whose statements are listened to.
    abstract Database create(ExecuteListener listener) throws Exception;

    private final class Counting implements ExecuteListener {
        private static final long serialVersionUID = 1;

        @Override
        public void executeStart(ExecuteContext context) {
            statements.incrementAndGet();
        }
    }

    @BeforeEach
    void startServer() throws Exception {
        var database = create(new Counting());
        index = new SqlIndex(database);
        server = MemoryServer.over(index, OpenDatabases.manifest(database, new Sacks(4)));
        var methods = new TreeSet<AggregationMethod>();
        methods.add(AggregationMethod.of(AggregationMethod.Kind.MEAN));
        var kept = List.of(new Retention(new Timespan(60_000_000_000L), null));
        index.createArchivePolicy(new ArchivePolicy("p", 0, kept, methods));
        index.createArchivePolicyRule(new ArchivePolicyRule("all", "p", "*"));
        var attributes = new TreeMap<String, Attribute>();
        attributes.put("host", new Attribute.Text(false, 0, 255));
        index.createResourceType(new ResourceType("t", ResourceType.State.ACTIVE, attributes));
        for (var group : List.of(FEW, MANY)) {
            index.createResources(
                    group.ids().stream().map(id -> resource(id, group.host())).toList());
        }
    }

    private static NewResource resource(UUID id, String host) {
        return new NewResource(
                id,
                "thing",
                "t",
                "admin",
                null,
                null,
                NOON,
                null,
                NOON,
                new TreeMap<>(Map.of("host", host)),
                Map.of());
    }

    @AfterEach
    void stopServer() {
        client.close();
        server.close();
    }

    @Test
    void batchesOfMeasures() throws Exception {
        var path = "/batch/resources/metrics/measures?create_metrics=true";
        alike(14, group -> Ask.post(path, group.ofEach("{\"cpu\": " + POINTS + "}")));
        alike(5, group -> Ask.post(path, group.ofEach("{\"cpu\": " + POINTS + "}")));
        var described =
                "{\"disk\": {\"archive_policy_name\": \"p\", \"measures\": " + POINTS + "}}";
        alike(14, group -> Ask.post(path, group.ofEach(described)));
        alike(20, group -> Ask.post(path, group.ofEach(inline(group))));
        alike(
                6,
                group ->
                        Ask.post(
                                "/batch/metrics/measures",
                                index.metricsOf(group.ids()).stream()
                                        .map(metric -> "\"%s\": %s".formatted(metric.id(), POINTS))
                                        .collect(joining(",", "{", "}"))));
    }

    /// With a policy of its own for each group.
    private static String inline(Group group) {
        var policy = "{\"definition\": [{\"granularity\": %d}]}".formatted(group.size());
        return "{\"net\": {\"archive_policy\": " + policy + ", \"measures\": " + POINTS + "}}";
    }

    @Test
    void writesInForeignProtocols() throws Exception {
        send(Ask.post("/influxdb/query?q=create+database+telegraf", ""));
        alike(20, group -> Ask.post("/influxdb/write?db=telegraf", lines(group)));
        alike(8, group -> Ask.post("/influxdb/write?db=telegraf", lines(group)));
    }

    private static String lines(Group group) {
        return IntStream.range(0, group.size())
                .mapToObj(number -> "cpu,host=" + group.host() + number + " idle=1 5\n")
                .collect(joining());
    }

    @Test
    void listsAndSearches() throws Exception {
        giveMetrics();
        changeSome();
        alike(3, group -> Ask.get("/resource/t?limit=" + group.size()));
        alike(6, group -> Ask.get("/resource/generic?details=true&limit=" + group.size()));
        alike(1, group -> Ask.get("/metric?limit=" + group.size()));
        alike(3, group -> Ask.post("/search/resource/t", group.filter()));
        alike(3, group -> Ask.post("/search/resource/t?history=true", group.filter()));
    }

    private void giveMetrics() throws Exception {
        for (var group : List.of(FEW, MANY)) {
            send(
                    Ask.post(
                            "/batch/resources/metrics/measures?create_metrics=true",
                            group.ofEach("{\"cpu\": " + POINTS + "}")));
        }
    }

    private void changeSome() {
        for (var group : List.of(FEW, MANY)) {
            for (var id : group.ids().subList(0, Math.min(CHANGED, group.size()))) {
                var change = new ResourceChange(new TreeMap<>(Map.of("user_id", "u")), null);
                index.updateResource("t", id, change, NOON.plusSeconds(1));
            }
        }
    }

    @Test
    void aggregates() throws Exception {
        giveMetrics();
        changeSome();
        // What sacks hold is known from the first request on.
        for (var group : List.of(FEW, MANY)) {
            send(Ask.post("/aggregates", searched(group)));
        }
        alike(5, group -> Ask.post("/aggregates", searched(group)));
        alike(5, group -> Ask.post("/aggregates?groupby=id", searched(group)));
        alike(
                12,
                group -> Ask.post("/aggregates?groupby=user_id&use_history=true", searched(group)));
        alike(4, group -> Ask.post("/aggregates", listed(group)));
        alike(
                8,
                group ->
                        Ask.post(
                                "/aggregation/resource/t/metric/cpu?aggregation=mean",
                                group.filter()));
    }

    private static String searched(Group group) {
        return "{\"operations\": \"(aggregate mean (metric cpu mean))\", \"resource_type\": \"t\","
                + " \"search\": "
                + group.filter()
                + "}";
    }

    private String listed(Group group) {
        return index.metricsOf(group.ids()).stream()
                .map(metric -> "[\"%s\", \"mean\"]".formatted(metric.id()))
                .collect(
                        joining(
                                ",",
                                "{\"operations\": [\"aggregate\", \"mean\", [\"metric\",",
                                "]]}"));
    }

    @Test
    void metricsOfOneResource() throws Exception {
        alike(
                12,
                group ->
                        Ask.post(
                                "/resource/t",
                                "{\"id\": \"%s\", \"host\": \"h\", \"metrics\": %s}"
                                        .formatted(lone(group), group.ofEach("{}"))));
        alike(8, group -> Ask.get("/resource/t/" + lone(group)));
        alike(8, group -> Ask.get("/resource/t/" + lone(group) + "/metric"));
        alike(
                12,
                group ->
                        Ask.post(
                                "/resource/t/" + lone(group) + "/metric",
                                group.ofEach("{}").replace("\": {}", "-more\": {}")));
        alike(
                16,
                group ->
                        new Ask(
                                "PATCH",
                                "/resource/t/" + lone(group),
                                "{\"metrics\": "
                                        + group.ofEach("{}").replace("\": {}", "-new\": {}")
                                        + "}"));
        alike(8, group -> new Ask("DELETE", "/resource/t/" + lone(group), ""));
    }

    private static UUID lone(Group group) {
        return new UUID(0x4000, group.size());
    }

    @Test
    void bulkDeletion() throws Exception {
        giveMetrics();
        changeSome();
        alike(7, group -> new Ask("DELETE", "/resource/t", group.filter()));
        assertThat(index.deletedMetrics(2000)).hasSize(FEW.size() + MANY.size());
    }

    /// Asks for few rows and for many.
    private void alike(int most, Function<Group, Ask> ask) throws Exception {
        int few = cost(ask.apply(FEW));
        int many = cost(ask.apply(MANY));
        assertThat(many).as(ask.apply(FEW).path()).isEqualTo(few).isLessThanOrEqualTo(most);
    }

    private int cost(Ask ask) throws Exception {
        int before = statements.get();
        send(ask);
        return statements.get() - before;
    }

    private void send(Ask ask) throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:" + server.port() + "/v1" + ask.path());
        var request =
                HttpRequest.newBuilder(uri)
                        .header("Authorization", ADMIN)
                        .header("Content-Type", type(ask))
                        .method(ask.method(), BodyPublishers.ofString(ask.body()))
                        .build();
        var reply = client.send(request, BodyHandlers.ofString());
        assertThat(reply.statusCode()).as(ask.path() + ": " + reply.body()).isBetween(200, 299);
    }

    private static String type(Ask ask) {
        return ask.path().startsWith("/influxdb") ? "text/plain" : "application/json";
    }
}
