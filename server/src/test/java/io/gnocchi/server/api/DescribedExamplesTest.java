package io.gnocchi.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// The examples of the API's description, played in an order in which they make sense: each is
/// answered with the first status described, and with what is described for it.
class DescribedExamplesTest {
    private static final Instant START = Instant.parse("2026-01-01T13:00:00Z");

    /// Operations whose bodies no JSON document can show.
    private static final List<String> UNPLAYED =
            List.of("writePrometheus", "writePrometheusSeries", "exportOtlp");

    private static final List<String> STORY =
            List.of(
                    "getVersions",
                    "getHealth",
                    "getLiveness",
                    "getReadiness",
                    "getMetrics",
                    "getLinks",
                    "getDescription",
                    "getCapabilities",
                    "createArchivePolicy",
                    "deleteArchivePolicy",
                    "createArchivePolicy",
                    "listArchivePolicies",
                    "getArchivePolicy",
                    "updateArchivePolicy",
                    "createArchivePolicyRule",
                    "listArchivePolicyRules",
                    "getArchivePolicyRule",
                    "renameArchivePolicyRule",
                    "createResourceType",
                    "deleteResourceType",
                    "createResourceType",
                    "listResourceTypes",
                    "getResourceType",
                    "updateResourceType",
                    "createMetric",
                    "listMetrics",
                    "getMetric",
                    "postMeasures",
                    "getMeasures",
                    "createResource",
                    "listResourceLinks",
                    "listResources",
                    "getResource",
                    "addResourceMetrics",
                    "listResourceMetrics",
                    "getResourceMetric",
                    "postResourceMeasures",
                    "getResourceMeasures",
                    "postBatchByMetric",
                    "postBatchByResource",
                    "searchResources",
                    "searchMetrics",
                    "getAggregates",
                    "getAggregationOfMetrics",
                    "postAggregationOfMetrics",
                    "getAggregationOfResources",
                    "updateResource",
                    "getResourceHistory",
                    "pingInflux",
                    "queryInflux",
                    "writeInflux",
                    "writeInfluxBucket",
                    "writeCollectd",
                    "writeOtlp",
                    "getStatus",
                    "updateMetric",
                    "deleteMeasures",
                    "updateResourceMetric",
                    "deleteResourceMeasures",
                    "deleteResourceMetric",
                    "deleteMetric",
                    "deleteResources",
                    "deleteResource",
                    "deleteArchivePolicyRule");

    /// What has an answer in JSON, but not for the example.
    private static final Set<String> BARE = Set.of("getHealth", "writeCollectd");

    /// What is told as text, at least to who asks for nothing else.
    private static final Set<String> TEXT = Set.of("getLiveness", "getReadiness", "getMetrics");

    private final HttpClient client = HttpClient.newHttpClient();
    private final MemoryServer server = started();
    private final OpenApi api = opened();
    private final Map<String, OpenApi.Operation> operations =
            api.operations().stream()
                    .collect(Collectors.toMap(OpenApi.Operation::id, Function.identity()));

    /// Metric ids are given by the server: those of the document, and what stands for them.
    private final String exampleMetric =
            api.document().at("/components/parameters/MetricId/example").asString();

    private String metric = exampleMetric;

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void storyTellsOfEveryOperation() {
        assertThat(Stream.concat(STORY.stream(), UNPLAYED.stream()))
                .containsAll(operations.keySet());
    }

    @TestFactory
    Stream<DynamicTest> everyExampleIsAnsweredAsDescribed() {
        return STORY.stream().map(id -> DynamicTest.dynamicTest(id, () -> play(id)));
    }

    private void play(String id) throws IOException, InterruptedException {
        var operation = operations.get(id);
        assertThat(operation).as(id).isNotNull();
        var reply = client.send(request(operation), BodyHandlers.ofString());
        int status =
                Integer.parseInt(
                        operation.body().path("responses").propertyNames().iterator().next());
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
        check(operation, reply);
        metric = id.equals("createMetric") ? idIn(reply) : metric;
    }

    private static String idIn(HttpResponse<String> reply) {
        return OpenApi.JSON.readTree(reply.body()).path("id").asString();
    }

    private void check(OpenApi.Operation operation, HttpResponse<String> reply) {
        var answer = api.answer(operation, reply.statusCode());
        assertThat(answer).isNotNull();
        var schema = answer.at("/content/application~1json/schema");
        if (TEXT.contains(operation.id())) {
            assertThat(reply.headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/plain");
        } else if (schema.isMissingNode() || BARE.contains(operation.id())) {
            assertThat(reply.body()).isEmpty();
        } else {
            assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(api.schema(schema).validate(OpenApi.JSON.readTree(reply.body())))
                    .as(reply.body())
                    .isEmpty();
        }
        assertThat(reply.headers().map().keySet())
                .as("headers")
                .containsAll(always(answer.path("headers")));
    }

    /// The described headers that every answer has.
    private static List<String> always(JsonNode headers) {
        var sometimes = List.of("Link", "X-Gnocchi-Merged-Series");
        return headers.propertyStream()
                .map(header -> header.getKey().toLowerCase(Locale.ROOT))
                .filter(name -> sometimes.stream().noneMatch(name::equalsIgnoreCase))
                .toList();
    }

    private java.net.http.HttpRequest request(OpenApi.Operation operation) {
        var request =
                java.net.http.HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + server.port() + target(operation)))
                        .header("Authorization", "Basic YWRtaW46");
        var content = operation.body().at("/requestBody/content");
        if (content.isEmpty()) {
            return request.method(operation.method(), BodyPublishers.noBody()).build();
        }
        var type = content.propertyNames().iterator().next();
        var body = body(type, content.path(type).path("example"));
        return request.header("Content-Type", type)
                .method(operation.method(), BodyPublishers.ofString(real(body)))
                .build();
    }

    private static String body(String type, JsonNode example) {
        return switch (type) {
            case "application/x-www-form-urlencoded" -> "q=" + encoded(example.path("q"));
            case "text/plain" -> example.asString();
            default -> example.toString();
        };
    }

    private String target(OpenApi.Operation operation) {
        var path = operation.path();
        for (var parameter : operation.parameters()) {
            var name = "{" + parameter.path("name").asString() + "}";
            path = path.replace(name, encoded(parameter.path("example")));
        }
        var query =
                operation.parameters().stream()
                        .filter(parameter -> parameter.path("in").asString().equals("query"))
                        .flatMap(DescribedExamplesTest::pairs)
                        .collect(Collectors.joining("&"));
        return real(query.isEmpty() ? path : path + "?" + query);
    }

    private static Stream<String> pairs(JsonNode parameter) {
        var name = parameter.path("name").asString();
        var example = parameter.path("example");
        var values = example.isArray() ? example.valueStream() : Stream.of(example);
        return values.filter(value -> !value.isMissingNode())
                .map(value -> name + "=" + encoded(value));
    }

    private static String encoded(JsonNode value) {
        return URLEncoder.encode(value.asString(""), StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String real(String text) {
        return text.replace(exampleMetric, metric);
    }

    private static MemoryServer started() {
        var ticks = new AtomicLong();
        try {
            return new MemoryServer(0, 100, () -> START.plusMillis(ticks.incrementAndGet()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OpenApi opened() {
        try {
            return OpenApi.read();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
