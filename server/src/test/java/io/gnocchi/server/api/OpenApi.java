package io.gnocchi.server.api;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The API's description, opened.
record OpenApi(JsonNode document) {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
    private static final Set<String> PAGES = Set.of("ui", "docs");
    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    /// What a method does on a path.
    ///
    /// @param parameters with those of the whole path, references followed
    record Operation(String method, String path, JsonNode body, List<JsonNode> parameters) {
        String id() {
            return body.path("operationId").asString();
        }

        /// As routes are compared: `GET /v1/metric/{id}`.
        String route() {
            return method + " /" + String.join("/", Route.segments(path));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /// What a server answers to, each as [Operation#route], but for the pages people look at.
    static SortedSet<String> routes(MemoryServer server) {
        return server.routes().routes().stream()
                .filter(route -> !isPage(route))
                .map(OpenApi::text)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static boolean isPage(Route route) {
        return !route.pattern().isEmpty() && PAGES.contains(route.pattern().getFirst());
    }

    static String text(Route route) {
        return route.method() + " /" + String.join("/", route.pattern());
    }

    static OpenApi read() throws IOException {
        try (var in = OpenApi.class.getResourceAsStream(ApiDescription.RESOURCE)) {
            if (in == null) {
                throw new IOException("no " + ApiDescription.RESOURCE);
            }
            return new OpenApi(JSON.readTree(in));
        }
    }

    List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        for (var path : document.get("paths").properties()) {
            for (var member : path.getValue().properties()) {
                if (METHODS.contains(member.getKey())) {
                    operations.add(
                            new Operation(
                                    member.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    member.getValue(),
                                    parameters(path.getValue(), member.getValue())));
                }
            }
        }
        return operations;
    }

    private List<JsonNode> parameters(JsonNode... owners) {
        var parameters = new ArrayList<JsonNode>();
        for (var owner : owners) {
            owner.path("parameters").forEach(parameter -> parameters.add(followed(parameter)));
        }
        return parameters;
    }

    /// What a reference leads to; anything else is itself.
    JsonNode followed(JsonNode node) {
        var reference = node.path("$ref");
        return reference.isString() ? document.at(reference.asString().substring(1)) : node;
    }

    /// The described answer of a status, or null.
    @Nullable JsonNode answer(Operation operation, int status) {
        var answer = operation.body().path("responses").path(String.valueOf(status));
        return answer.isMissingNode() ? null : followed(answer);
    }

    /// A schema of the document, ready to judge.
    Schema schema(JsonNode schema) {
        var root = (ObjectNode) schema.deepCopy();
        root.set("$defs", document.at("/components/schemas"));
        var text = root.toString().replace("\"#/components/schemas/", "\"#/$defs/");
        return SCHEMAS.getSchema(JSON.readTree(text));
    }

    /// Every object anywhere in the document.
    List<JsonNode> objects() {
        var objects = new ArrayList<JsonNode>();
        collect(document, objects);
        return objects;
    }

    private static void collect(JsonNode node, List<JsonNode> objects) {
        if (node.isObject()) {
            objects.add(node);
        }
        node.forEach(child -> collect(child, objects));
    }
}
