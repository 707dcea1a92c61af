package io.gnocchi.server.api;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.server.wire.Documents;
import io.gnocchi.server.wire.JsonWriter;
import java.util.List;

/// What the API says about itself: `/`, `/v1/`, `/v1/capabilities`.
final class RootRoutes {
    private static final List<String> LINKS =
            List.of(
                    "aggregates",
                    "aggregation",
                    "archive_policy",
                    "archive_policy_rule",
                    "batch",
                    "capabilities",
                    "influxdb",
                    "metric",
                    "resource",
                    "resource_type",
                    "search",
                    "status");

    private final String serverVersion;

    RootRoutes(String serverVersion) {
        this.serverVersion = serverVersion;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/", this::root).bodiless().opened(),
                Route.get("/v1", this::links).opened(),
                Route.get("/v1/capabilities", _ -> Reply.ok(RootRoutes::writeCapabilities)));
    }

    /// Ours, while `build` is that of the original whose API this is.
    static String ownVersion() {
        var version = RootRoutes.class.getPackage().getImplementationVersion();
        return version == null ? "unreleased" : version;
    }

    /// Browsers, which name HTML and not JSON, are led to the console; all others get the versions.
    private Reply root(Call call) {
        var accept = new MediaRanges(call.header("Accept"));
        if (accept.names("text", "html") && !accept.names("application", "json")) {
            return ConsoleRoutes.lead(call, "ui/");
        }
        if (!accept.admits("application", "json")) {
            throw Problem.of(406);
        }
        return versions(call);
    }

    private Reply versions(Call call) {
        return Reply.ok(json -> writeVersions(json, call.url("v1") + "/"));
    }

    private Reply links(Call call) {
        if (!call.rawPath().endsWith("/")) {
            return Reply.empty(302).with("Location", call.url("v1") + "/");
        }
        return Reply.ok(json -> writeLinks(json, call));
    }

    private static void writeCapabilities(JsonWriter json) {
        json.beginObject().name("aggregation_methods");
        Documents.write(json, AggregationMethod.values());
        json.endObject();
    }

    private void writeVersions(JsonWriter json, String url) {
        json.beginObject();
        json.name("build").value(serverVersion);
        json.name("version").value(ownVersion());
        json.name("versions").beginArray().beginObject();
        json.name("status").value("CURRENT");
        json.name("links").beginArray();
        writeLink(json, "self", url);
        json.endArray();
        json.name("id").value("v1.0");
        json.name("updated").value("2015-03-19");
        json.endObject().endArray();
        json.endObject();
    }

    private static void writeLinks(JsonWriter json, Call call) {
        json.beginObject();
        json.name("version").value("1.0");
        json.name("links").beginArray();
        writeLink(json, "self", call.url("v1"));
        LINKS.forEach(link -> writeLink(json, link, call.url("v1", link)));
        json.endArray();
        json.endObject();
    }

    private static void writeLink(JsonWriter json, String rel, String url) {
        json.beginObject();
        json.name("rel").value(rel);
        json.name("href").value(url);
        json.endObject();
    }
}
