package io.gnocchi.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CrossOriginTest {
    private static final List<String> METHODS = List.of("GET", "POST");
    private static final List<String> HEADERS = List.of("Authorization", "X-Auth-Token");
    private static final Reply REPLY = Reply.empty(200);

    private final CrossOrigin named =
            new CrossOrigin(
                    List.of(
                            origins(List.of("http://a", "http://b:80"), true, Duration.ofHours(1)),
                            origins(List.of("http://c"), false, Duration.ZERO)));
    private final CrossOrigin open =
            new CrossOrigin(List.of(origins(List.of("*"), true, Duration.ZERO)));

    @Test
    void pageOfANamedOriginMayCall() {
        assertThat(preflight(named, "http://a", "GET", null))
                .containsExactly(
                        Map.entry("Access-Control-Allow-Methods", "GET"),
                        Map.entry("Access-Control-Max-Age", "3600"));
        assertThat(told(named, "http://a"))
                .containsExactly(
                        Map.entry("Access-Control-Allow-Credentials", "true"),
                        Map.entry("Access-Control-Allow-Origin", "http://a"),
                        Map.entry("Access-Control-Expose-Headers", "Link,ETag"),
                        Map.entry("Vary", "Origin"));
    }

    @Test
    void everyGroupOfOriginsHasItsOwnRules() {
        assertThat(told(named, "http://b:80")).containsKey("Access-Control-Allow-Credentials");
        assertThat(told(named, "http://c"))
                .containsEntry("Access-Control-Allow-Origin", "http://c")
                .doesNotContainKey("Access-Control-Allow-Credentials");
    }

    @Test
    void othersAreToldNothing() {
        assertThat(told(named, "http://d")).containsExactly(Map.entry("Vary", "Origin"));
        assertThat(told(named, null)).containsExactly(Map.entry("Vary", "Origin"));
        assertThat(preflight(named, "http://d", "GET", null)).isEmpty();
    }

    @Test
    void headersAreAllowedWhateverTheirCase() {
        assertThat(preflight(named, "http://a", "POST", "x-auth-token, content-type"))
                .containsEntry("Access-Control-Allow-Headers", "x-auth-token,content-type");
        assertThat(preflight(named, "http://a", "POST", "x-other")).isEmpty();
    }

    @Test
    void otherMethodsAreNot() {
        assertThat(preflight(named, "http://a", "DELETE", null)).isEmpty();
        assertThat(preflight(named, "http://a", null, null)).isEmpty();
    }

    @Test
    void anyOriginMayCallWhereThatIsSaidButNotAsItsUser() {
        assertThat(told(open, "http://d"))
                .containsEntry("Access-Control-Allow-Origin", "*")
                .doesNotContainKey("Access-Control-Allow-Credentials");
    }

    @Test
    void nothingIsSaidWhereNothingIsConfigured() {
        assertThat(told(new CrossOrigin(List.of()), "http://a")).isEmpty();
    }

    private static Map<String, String> preflight(
            CrossOrigin origins, String origin, @Nullable String method, @Nullable String headers) {
        var sent = new TreeMap<String, String>();
        sent.put("Origin", origin);
        put(sent, "Access-Control-Request-Method", method);
        put(sent, "Access-Control-Request-Headers", headers);
        var request =
                new HttpRequest(
                        "OPTIONS",
                        "/v1/status",
                        null,
                        "http",
                        "h",
                        "",
                        null,
                        sent::get,
                        0,
                        InputStream.nullInputStream());
        var reply = origins.preflight(request);
        return reply == null ? Map.of() : new TreeMap<>(reply.headers());
    }

    private static Map<String, String> told(CrossOrigin origins, @Nullable String origin) {
        var sent = new TreeMap<String, String>();
        put(sent, "Origin", origin);
        return new TreeMap<>(origins.told(REPLY, sent::get).headers());
    }

    private static void put(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    private static Origins origins(List<String> names, boolean credentials, Duration maxAge) {
        return new Origins(names, credentials, List.of("Link", "ETag"), maxAge, METHODS, HEADERS);
    }
}
