package io.gnocchi.server.api;

import io.gnocchi.server.access.SignIn;
import io.gnocchi.server.console.ConsoleFile;
import io.gnocchi.server.console.ConsoleFiles;
import io.gnocchi.server.wire.JsonWriter;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `/ui/`: the web console. Its files are for everybody; what it shows comes through the API, with
/// what the person at the browser gave.
final class ConsoleRoutes {
    private static final Pattern ORIGIN = Pattern.compile("https?://[\\w.:\\[\\]-]+");
    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final String ASK_EACH_TIME = "no-cache";

    private final SignIn signIn;
    private final String serverVersion;
    private final Map<String, String> protection;
    private @Nullable ConsoleFiles files;

    ConsoleRoutes(SignIn signIn, String serverVersion) {
        this.signIn = signIn;
        this.serverVersion = serverVersion;
        protection =
                Map.of(
                        "Content-Security-Policy",
                        contentPolicy(signIn),
                        "Referrer-Policy",
                        "no-referrer");
    }

    List<Route> routes() {
        return List.of(
                open("/ui", this::page),
                open("/ui/settings", _ -> settings()),
                open("/ui/{version}/{file}", call -> file(call, call.path("file"))),
                open(
                        "/ui/{version}/{folder}/{file}",
                        call -> file(call, call.path("folder") + "/" + call.path("file"))),
                open("/docs", call -> lead(call, "ui/#/api")));
    }

    /// Sends a browser to a place of ours.
    static Reply lead(Call call, String place) {
        return Reply.empty(302).with("Location", call.url() + "/" + place).with("Vary", "Accept");
    }

    private static Route open(String pattern, Route.Handling handling) {
        return Route.get(pattern, handling).bodiless().opened();
    }

    /// Nothing comes from elsewhere, nothing stands inside a page, nobody frames it. Only where
    /// tokens are given may be called besides ourselves.
    private static String contentPolicy(SignIn signIn) {
        var connect =
                switch (signIn) {
                    case SignIn.Token(var keystone) -> "'self'" + originOf(keystone);
                    case SignIn.Name() -> "'self'";
                    case SignIn.Nothing() -> "'self'";
                };
        return "default-src 'self'; connect-src "
                + connect
                + "; img-src 'self' data: blob:; object-src 'none'; base-uri 'none';"
                + " form-action 'none'; frame-ancestors 'none'";
    }

    /// With a space before it; empty for what is no plain address.
    private static String originOf(String url) {
        var matcher = ORIGIN.matcher(url);
        return matcher.lookingAt() ? " " + matcher.group() : "";
    }

    private Reply page(Call call) {
        if (!call.rawPath().endsWith("/")) {
            return lead(call, "ui/");
        }
        var files = files();
        var tag = '"' + files.version() + '"';
        var known = call.header("If-None-Match");
        var fresh = Map.of("ETag", tag, "Cache-Control", ASK_EACH_TIME);
        if (known != null && known.contains(files.version())) {
            return Reply.empty(304).with(fresh);
        }
        return reply(files.file(ConsoleFiles.PAGE)).with(fresh).with(protection);
    }

    private Reply file(Call call, String path) {
        var files = files();
        if (!call.path("version").equals(files.version())) {
            throw Problem.noRoute();
        }
        return reply(files.file(path)).with("Cache-Control", FOREVER);
    }

    private Reply reply(@Nullable ConsoleFile file) {
        if (file == null) {
            throw Problem.noRoute();
        }
        return Reply.text(200, file.contentType(), file.text())
                .with("X-Content-Type-Options", "nosniff");
    }

    private Reply settings() {
        return Reply.ok(this::writeSettings)
                .with("Cache-Control", ASK_EACH_TIME)
                .with("X-Content-Type-Options", "nosniff");
    }

    private void writeSettings(JsonWriter json) {
        json.beginObject();
        switch (signIn) {
            case SignIn.Name() -> json.name("sign_in").value("name");
            case SignIn.Nothing() -> json.name("sign_in").value("nothing");
            case SignIn.Token(var keystone) -> {
                json.name("sign_in").value("token");
                json.name("keystone").value(keystone);
            }
        }
        json.name("api_version").value(serverVersion);
        json.name("version").value(RootRoutes.ownVersion());
        json.endObject();
    }

    /// Read when the first browser comes, for most servers never see one.
    private synchronized ConsoleFiles files() {
        if (files == null) {
            files = ConsoleFiles.packed();
        }
        return files;
    }
}
