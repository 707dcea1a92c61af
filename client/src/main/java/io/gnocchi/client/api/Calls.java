package io.gnocchi.client.api;

import io.gnocchi.client.access.Access;
import io.gnocchi.client.http.Request;
import io.gnocchi.client.http.Response;
import io.gnocchi.client.http.Transport;
import io.gnocchi.client.json.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Requests to one server: addresses, headers, bodies, refusals, pages.
final class Calls {
    private static final String JSON = "application/json";
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;[^,]*rel=\"?next\"?");

    private final Transport transport;
    private final Access access;

    Calls(Transport transport, Access access) {
        this.transport = transport;
        this.access = access;
    }

    Response get(String path) {
        return send("GET", address(path), null, null);
    }

    Response post(String path, @Nullable Object body) {
        return send("POST", address(path), JSON, body);
    }

    /// A POST that does no harm when it is sent twice, as after a broken line it is.
    Response postAgain(String path, Object body) {
        byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
        return exchange(request("POST", address(path), JSON, bytes).harmless());
    }

    /// A POST whose whole meaning stands in its address.
    Response post(String path) {
        return exchange("POST", address(path), JSON, null);
    }

    Response patch(String path, Object body) {
        return send("PATCH", address(path), JSON, body);
    }

    Response patchBySteps(String path, Object steps) {
        return send("PATCH", address(path), "application/json-patch+json", steps);
    }

    Response delete(String path) {
        return send("DELETE", address(path), null, null);
    }

    /// The elements of all pages, at most `limit` of them; null wants all.
    List<@Nullable Object> pages(String method, String path, @Nullable Integer limit) {
        return pages(method, path, null, limit);
    }

    List<@Nullable Object> pages(
            String method, String path, @Nullable Object body, @Nullable Integer limit) {
        var elements = new ArrayList<@Nullable Object>();
        @Nullable URI next = address(path);
        while (next != null) {
            String kind = method.equals("GET") ? null : JSON;
            Response page = send(method, next, kind, body);
            List<@Nullable Object> read = array(page);
            elements.addAll(read);
            boolean enough = read.isEmpty() || (limit != null && elements.size() >= limit);
            next = enough ? null : following(page, next);
        }
        return limit != null && elements.size() > limit ? elements.subList(0, limit) : elements;
    }

    static Map<String, @Nullable Object> object(Response response) {
        return Json.object(Json.read(response.body()));
    }

    static List<@Nullable Object> array(Response response) {
        return Json.array(Json.read(response.body()));
    }

    private static @Nullable URI following(Response page, URI current) {
        String links = page.header("Link");
        var next = NEXT.matcher(links == null ? "" : links);
        return next.find() ? current.resolve(next.group(1)) : null;
    }

    /// Where the API begins.
    URI base() {
        return access.endpoint(transport);
    }

    private URI address(String path) {
        String base = base().toString().replaceAll("/+$", "");
        return URI.create(base + "/" + path);
    }

    private Response send(String method, URI to, @Nullable String kind, @Nullable Object body) {
        byte[] bytes = body == null ? null : Json.write(body).getBytes(StandardCharsets.UTF_8);
        return exchange(method, to, kind, bytes);
    }

    private Response exchange(
            String method, URI to, @Nullable String kind, byte @Nullable [] bytes) {
        return exchange(request(method, to, kind, bytes));
    }

    private Response exchange(Request request) {
        Response response = transport.send(identified(request));
        if (response.status() == 401 && access.renew()) {
            response = transport.send(identified(request));
        }
        if (response.status() >= 400) {
            throw RefusedException.of(request.method(), request.to(), response);
        }
        return response;
    }

    private static Request request(
            String method, URI to, @Nullable String kind, byte @Nullable [] bytes) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Accept", JSON);
        headers.put("User-Agent", Version.agent());
        if (kind != null) {
            headers.put("Content-Type", kind);
        }
        return new Request(method, to, headers, bytes);
    }

    private Request identified(Request request) {
        Request identified = request;
        for (var header : access.headers(transport).entrySet()) {
            identified = identified.with(header.getKey(), header.getValue());
        }
        return identified;
    }
}
