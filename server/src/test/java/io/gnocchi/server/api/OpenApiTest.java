package io.gnocchi.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiTest {
    private static final Pattern PATH_PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final String META_SCHEMA = "https://json-schema.org/draft/2020-12/schema";

    /// Routes that are there only to say that they are not for anybody.
    private static final Set<String> REFUSING =
            Set.of("POST /v1/aggregation/resource/{type}/metric");

    private final OpenApi api = opened();

    @Test
    void describesExactlyTheRoutesThereAre() throws IOException {
        try (var server = new MemoryServer(0, 10, InstantSource.system())) {
            var routes = OpenApi.routes(server);
            routes.removeAll(REFUSING);
            var described =
                    api.operations().stream()
                            .map(OpenApi.Operation::route)
                            .collect(Collectors.toCollection(TreeSet::new));
            assertThat(described).isEqualTo(routes);
        }
    }

    @Test
    void saysWhichRoutesAreOpenToEverybody() throws IOException {
        try (var server = new MemoryServer(0, 10, InstantSource.system())) {
            var open =
                    server.routes().routes().stream()
                            .filter(Route::open)
                            .filter(route -> !OpenApi.isPage(route))
                            .map(OpenApi::text)
                            .collect(Collectors.toCollection(TreeSet::new));
            var described =
                    api.operations().stream()
                            .filter(operation -> operation.body().has("security"))
                            .map(OpenApi.Operation::route)
                            .collect(Collectors.toCollection(TreeSet::new));
            assertThat(described).isEqualTo(open);
        }
    }

    @Test
    void isServedToEverybody() throws Exception {
        try (var server = new MemoryServer(0, 10, InstantSource.system());
                var client = HttpClient.newHttpClient()) {
            var uri = URI.create("http://127.0.0.1:" + server.port() + "/v1/openapi.json");
            var request = java.net.http.HttpRequest.newBuilder(uri).build();
            var reply = client.send(request, BodyHandlers.ofString());
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(OpenApi.JSON.readTree(reply.body())).isEqualTo(api.document());
        }
    }

    @Test
    void isOfVersion31() {
        assertThat(api.document().path("openapi").asString()).startsWith("3.1.");
        assertThat(names(api.document()))
                .contains("info", "paths", "components")
                .isSubsetOf(
                        "openapi", "info", "servers", "security", "tags", "paths", "components");
    }

    @Test
    void referencesLeadSomewhere() {
        var astray =
                api.objects().stream()
                        .filter(object -> object.path("$ref").isString())
                        .filter(object -> api.followed(object).isMissingNode());
        assertThat(astray).isEmpty();
    }

    @Test
    void operationsHaveIdsOfTheirOwnTagsAndAnswers() {
        var operations = api.operations();
        assertThat(operations).extracting(OpenApi.Operation::id).doesNotHaveDuplicates();
        var tags = api.document().path("tags").valueStream().map(tag -> tag.path("name")).toList();
        assertThat(operations)
                .allSatisfy(operation -> {
                    assertThat(operation.id()).matches("[a-z][A-Za-z]+");
                    assertThat(operation.body().path("tags").valueStream())
                            .isSubsetOf(tags)
                            .isNotEmpty();
                    assertThat(operation.body().path("summary").asString()).isNotBlank();
                    assertThat(names(operation.body().path("responses")))
                            .allMatch(OpenApiTest::isStatus);
                });
    }

    private static boolean isStatus(String text) {
        return text.matches("[1-5][0-9][0-9]");
    }

    @Test
    void answersAreDescribed() {
        assertThat(api.operations())
                .allSatisfy(operation ->
                        operation
                                .body()
                                .path("responses")
                                .forEach(answer ->
                                        assertThat(
                                                        api.followed(answer)
                                                                .path("description")
                                                                .asString())
                                                .isNotBlank()));
    }

    @Test
    void parametersOfThePathAreThoseDeclared() {
        assertThat(api.operations())
                .allSatisfy(operation -> {
                    var inPath =
                            PATH_PARAMETER
                                    .matcher(operation.path())
                                    .results()
                                    .map(name -> name.group(1));
                    var declared =
                            operation.parameters().stream()
                                    .filter(parameter ->
                                            parameter.path("in").asString().equals("path"));
                    assertThat(declared)
                            .allMatch(parameter -> parameter.path("required").asBoolean())
                            .extracting(parameter -> parameter.path("name").asString())
                            .containsExactlyInAnyOrderElementsOf(inPath.toList());
                });
    }

    @Test
    void parametersAreWhole() {
        assertThat(api.operations())
                .allSatisfy(operation ->
                        assertThat(operation.parameters())
                                .allSatisfy(parameter -> {
                                    assertThat(parameter.path("in").asString())
                                            .isIn("path", "query", "header");
                                    assertThat(parameter.path("description").asString())
                                            .isNotBlank();
                                    assertThat(parameter.has("schema")).isTrue();
                                }));
    }

    @Test
    void parametersOfAnOperationDiffer() {
        assertThat(api.operations())
                .allSatisfy(operation ->
                        assertThat(operation.parameters())
                                .extracting(parameter ->
                                        parameter.path("in") + " " + parameter.path("name"))
                                .doesNotHaveDuplicates());
    }

    @Test
    void schemasAreSchemas() {
        var meta =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(SchemaLocation.of(META_SCHEMA));
        assertThat(schemas())
                .hasSizeGreaterThan(50)
                .allSatisfy(schema ->
                        assertThat(meta.validate(schema)).as(schema.toString()).isEmpty());
    }

    private List<JsonNode> schemas() {
        var inline =
                api.objects().stream()
                        .map(object -> object.path("schema"))
                        .filter(JsonNode::isObject);
        var named = api.document().path("components").path("schemas").valueStream();
        return Stream.concat(inline, named).toList();
    }

    @Test
    void examplesFitTheirSchemas() {
        var examples =
                api.objects().stream()
                        .filter(object -> object.has("example") && object.path("schema").isObject())
                        .toList();
        assertThat(examples)
                .hasSizeGreaterThan(20)
                .allSatisfy(object ->
                        assertThat(
                                        api.schema(object.path("schema"))
                                                .validate(object.path("example")))
                                .as(object.toString())
                                .isEmpty());
    }

    private static Set<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    private static OpenApi opened() {
        try {
            return OpenApi.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
