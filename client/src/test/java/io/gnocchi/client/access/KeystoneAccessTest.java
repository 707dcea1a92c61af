package io.gnocchi.client.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.client.ServerTwin;
import io.gnocchi.client.api.Gnocchi;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeystoneAccessTest {
    private static final Instant NOW = Instant.parse("2024-05-01T12:00:00Z");
    private static final String TOKEN =
            """
            {"token": {"expires_at": "2024-05-01T13:00:00.000000Z", "catalog": [
              {"type": "compute", "endpoints": [{"interface": "public", "url": "http://nova.example"}]},
              {"type": "metric", "name": "gnocchi", "endpoints": [
                {"interface": "internal", "region": "one", "url": "http://inside.example:8041"},
                {"interface": "public", "region": "one", "url": "http://one.example:8041/"},
                {"interface": "public", "region": "two", "url": "http://two.example/metric"}]}]}}
            """;

    private final ServerTwin servers = new ServerTwin();
    private Instant now = NOW;

    @Test
    void oneTokenServesManyRequests() {
        servers.answers(201, TOKEN, "X-Subject-Token", "secret");
        servers.answers(200, "[]").answers(200, "[]");
        Gnocchi gnocchi = gnocchi(null, null);
        gnocchi.archivePolicies().list();
        gnocchi.archivePolicies().list();
        assertThat(servers.asked())
                .hasSize(3)
                .first()
                .asString()
                .isEqualTo(
                        "POST /v3/auth/tokens"
                            + " {\"auth\":{\"identity\":{\"password\":{\"user\":{\"name\":\"me\",\"domain\":{\"name\":\"Default\"},\"password\":\"pw\"}},\"methods\":[\"password\"]}}}");
        assertThat(servers.asked().getLast()).isEqualTo("GET /v1/archive_policy/");
    }

    @Test
    void tokenThatIsNearlyOverIsReplaced() {
        servers.answers(201, TOKEN, "X-Subject-Token", "first").answers(200, "[]");
        Gnocchi gnocchi = gnocchi(null, null);
        gnocchi.archivePolicies().list();
        now = Instant.parse("2024-05-01T12:59:00Z");
        String later = TOKEN.replace("T13:00", "T14:00");
        servers.answers(201, later, "X-Subject-Token", "second").answers(200, "[]");
        gnocchi.archivePolicies().list();
        assertThat(servers.asked()).filteredOn(asked -> asked.startsWith("POST")).hasSize(2);
    }

    @Test
    void tokenThatTheServerRefusesIsReplacedOnce() {
        servers.answers(201, TOKEN, "X-Subject-Token", "old").answers(401, "{}");
        servers.answers(201, TOKEN, "X-Subject-Token", "new").answers(200, "[]");
        assertThat(gnocchi(null, null).archivePolicies().list()).isEmpty();
        assertThat(servers.asked()).hasSize(4);
    }

    @Test
    void regionAndInterfaceChooseTheAddress() {
        assertThat(address("two", null)).isEqualTo("http://two.example/metric");
        assertThat(address(null, "internalURL")).isEqualTo("http://inside.example:8041");
        assertThat(address(null, null)).isEqualTo("http://one.example:8041/");
    }

    @Test
    void regionWithoutTheServiceIsNamed() {
        assertThatThrownBy(() -> address("three", null))
                .isInstanceOf(IdentityException.class)
                .hasMessage("public endpoint for metric service in three region not found");
    }

    @Test
    void wrongPasswordIsToldInKeystonesWords() {
        servers.answers(
                401,
                "{\"error\":{\"code\":401,\"message\":\"The request you have made requires"
                        + " authentication.\"}}");
        assertThatThrownBy(() -> gnocchi(null, null).archivePolicies().list())
                .isInstanceOf(IdentityException.class)
                .hasMessage("The request you have made requires authentication. (HTTP 401)");
    }

    private String address(@Nullable String region, @Nullable String face) {
        servers.answers(201, TOKEN, "X-Subject-Token", "secret");
        return gnocchi(region, face).server().address().toString();
    }

    private Gnocchi gnocchi(@Nullable String region, @Nullable String face) {
        var login =
                new KeystoneLogin(
                        null,
                        "me",
                        null,
                        "Default",
                        "pw",
                        null,
                        null,
                        null,
                        null,
                        KeystoneLogin.Scope.none());
        InstantSource clock = () -> now;
        return new Gnocchi(
                servers,
                new KeystoneAccess(
                        URI.create("http://keystone.example/v3"),
                        login,
                        new ServiceChoice("metric", null, face, region, null),
                        clock));
    }
}
