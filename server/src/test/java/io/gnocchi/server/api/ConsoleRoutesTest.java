package io.gnocchi.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.server.access.Access;
import io.gnocchi.server.access.Authentication;
import io.gnocchi.server.access.Caller;
import io.gnocchi.server.access.RemoteUserAuthentication;
import io.gnocchi.server.access.SignIn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsoleRoutesTest {
    private static final String BROWSER =
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";
    private static final Pattern NAMED = Pattern.compile("(?:href|src)=\"([^\"]+)\"");

    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(Redirect.NEVER).build();
    private final MemoryServer server = new MemoryServer(0, 10, InstantSource.system());

    ConsoleRoutesTest() throws IOException {}

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void browsersAreLedFromTheRoot() throws Exception {
        var reply = get("/", "Accept", BROWSER);
        assertThat(reply.statusCode()).isEqualTo(302);
        assertThat(reply.headers().firstValue("Location"))
                .hasValue("http://127.0.0.1:%d/ui/".formatted(server.port()));
    }

    @Test
    void everybodyElseGetsTheVersionsThere() throws Exception {
        var plain = get("/");
        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(plain.body()).startsWith("{\"build\": \"4.7.1\"");
        assertThat(get("/", "Accept", "*/*").body()).isEqualTo(plain.body());
        assertThat(get("/", "Accept", "application/json").body()).isEqualTo(plain.body());
        assertThat(get("/", "Accept", "text/html, application/json").body())
                .isEqualTo(plain.body());
        assertThat(get("/", "Accept", "text/plain").statusCode()).isEqualTo(406);
    }

    @Test
    void thePageNamesFilesThatStayForEver() throws Exception {
        var page = get("/ui/", "Accept", BROWSER);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        var named = NAMED.matcher(page.body()).results().map(match -> match.group(1)).toList();
        assertThat(named).hasSizeGreaterThan(5);
        assertThat(named)
                .allSatisfy(place -> {
                    var file = get("/ui/" + place);
                    assertThat(file.statusCode()).isEqualTo(200);
                    assertThat(file.headers().firstValue("Cache-Control"))
                            .hasValue("public, max-age=31536000, immutable");
                    assertThat(file.headers().firstValue("X-Content-Type-Options"))
                            .hasValue("nosniff");
                });
    }

    @Test
    void scriptsAreServedAsScripts() throws Exception {
        assertThat(get("/ui/" + version() + "/app.js").headers().firstValue("Content-Type"))
                .hasValue("text/javascript; charset=utf-8");
        assertThat(get("/ui/" + version() + "/pages/status.js").statusCode()).isEqualTo(200);
    }

    @Test
    void commentsAndIndentationAreNotSentAndLinesKeepTheirNumbers() throws Exception {
        var source = Files.readString(Path.of("../ui/static/app.js")).lines().toList();
        var sent = get("/ui/" + version() + "/app.js").body().lines().toList();
        assertThat(source)
                .anyMatch(line -> line.startsWith("//"))
                .anyMatch(line -> line.startsWith("    "));
        assertThat(sent)
                .hasSameSizeAs(source)
                .noneMatch(line -> line.startsWith("//") || line.startsWith(" "));
        assertThat(sent.getLast()).isEqualTo(source.getLast()).isNotEmpty();
        assertThat(get("/ui/" + version() + "/style.css").body())
                .contains("{")
                .doesNotContain("/*");
        assertThat(get("/ui/" + version() + "/vendor/NOTICE.txt").body())
                .isEqualTo(Files.readString(Path.of("../ui/static/vendor/NOTICE.txt")));
    }

    @Test
    void thePageIsNotSentAgainWhileItIsTheSame() throws Exception {
        var tag = get("/ui/").headers().firstValue("ETag").orElseThrow();
        var again = get("/ui/", "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(get("/ui/", "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @Test
    void nothingMayComeFromElsewhere() throws Exception {
        var page = get("/ui/");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'self'; connect-src 'self';")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.body()).doesNotContain("<style", "style=\"", "onload", "javascript:");
        assertThat(page.body().replaceAll("<script type=\"module\" src=", ""))
                .doesNotContain("<script");
    }

    @Test
    void otherFilesThanThoseOfTheConsoleAreNotThere() throws Exception {
        var version = version();
        assertThat(get("/ui/" + version + "/absent.js").statusCode()).isEqualTo(404);
        assertThat(get("/ui/000000000000/app.js").statusCode()).isEqualTo(404);
        assertThat(get("/ui/" + version + "/..%2F..%2Fopenapi.json").statusCode()).isEqualTo(404);
        assertThat(get("/ui/" + version + "/../../openapi.json").statusCode()).isEqualTo(404);
    }

    @Test
    void pathsWithoutTheirSlashLeadToThoseWithIt() throws Exception {
        assertThat(get("/ui").headers().firstValue("Location").orElseThrow()).endsWith("/ui/");
        assertThat(get("/docs").headers().firstValue("Location").orElseThrow())
                .endsWith("/ui/#/api");
    }

    @Test
    void theConsoleIsToldHowPeopleSignIn() throws Exception {
        assertThat(get("/ui/settings").body()).contains("\"sign_in\": \"name\"");
        try (var other = serverOf(new RemoteUserAuthentication("REMOTE_USER"))) {
            assertThat(get(other, "/ui/settings").body()).contains("\"sign_in\": \"nothing\"");
        }
    }

    @Test
    void keystoneMayBeCalledByThePage() throws Exception {
        try (var other = serverOf(new ByToken("https://keystone.example:5000/v3"))) {
            assertThat(get(other, "/ui/settings").body())
                    .contains("\"sign_in\": \"token\"", "https://keystone.example:5000/v3");
            var page = get(other, "/ui/").headers().firstValue("Content-Security-Policy");
            assertThat(page.orElseThrow())
                    .contains("connect-src 'self' https://keystone.example:5000;");
        }
    }

    private record ByToken(String keystone) implements Authentication {
        @Override
        public Caller caller(UnaryOperator<@Nullable String> headers) {
            return Caller.named("somebody");
        }

        @Override
        public SignIn signIn() {
            return new SignIn.Token(keystone);
        }
    }

    private static MemoryServer serverOf(Authentication authentication) throws IOException {
        var access = Access.byName(authentication);
        return new MemoryServer(0, 10, InstantSource.system(), access, Transport.PLAIN);
    }

    private String version() throws Exception {
        return Pattern.compile("src=\"([0-9a-f]{12})/app.js\"")
                .matcher(get("/ui/").body())
                .results()
                .map((MatchResult match) -> match.group(1))
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return get(server, path, headers);
    }

    private HttpResponse<String> get(MemoryServer of, String path, String... headers)
            throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:%d%s".formatted(of.port(), path));
        var request = java.net.http.HttpRequest.newBuilder(uri);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
