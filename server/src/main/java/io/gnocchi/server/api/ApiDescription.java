package io.gnocchi.server.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// `/v1/openapi.json`: the API described for programs, as it lies beside the code.
final class ApiDescription {
    static final String RESOURCE = "/openapi.json";

    private final String document = read();

    Route route() {
        return Route.get("/v1/openapi.json", _ -> reply()).opened();
    }

    private Reply reply() {
        var body = new Reply.Body.Text("application/json", document);
        return new Reply(200, Map.of(), body);
    }

    private static String read() {
        try (var in = ApiDescription.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not packed with the server");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
