package io.gnocchi.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
    private static final Caller ADMIN = new Caller("admin", null, null, null, Set.of("admin"));

    private final Authentication basic = new BasicAuthentication();
    private final Authentication remote = new RemoteUserAuthentication("REMOTE_USER");
    private final Authentication trusting = new IdentityHeaders();

    @Test
    void basicKnowsTheNameOnly() {
        assertThat(basic("Basic", "alice:secret")).isEqualTo(Caller.named("alice"));
        assertThat(basic("BASIC", "alice")).isEqualTo(Caller.named("alice"));
        assertThat(basic("basic", "admin:")).isEqualTo(ADMIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Basic", "Basic !", "Basic Og==", "Bearer YWRtaW46", "Basic YQBiOg=="})
    void otherCredentialsAreNobodys(String header) {
        assertThat(basic.caller(Map.of("Authorization", header)::get)).isNull();
    }

    @Test
    void endlessNameIsNobodys() {
        assertThat(basic("basic", "a".repeat(256))).isNull();
    }

    @Test
    void frontServerNamesTheUser() {
        assertThat(remote.caller(Map.of("REMOTE_USER", " alice ")::get))
                .isEqualTo(Caller.named("alice"));
        assertThat(remote.caller(Map.of("REMOTE_USER", "admin")::get)).isEqualTo(ADMIN);
        assertThat(remote.caller(Map.of("REMOTE_USER", " ")::get)).isNull();
        assertThat(remote.caller(Map.of("Authorization", "Basic YWRtaW46")::get)).isNull();
    }

    @Test
    void frontServerNamesUserProjectAndRoles() {
        var headers =
                Map.of(
                        "X-User-Id", "u1",
                        "X-Project-Id", "p1",
                        "X-Domain-Id", "d1",
                        "X-Roles", "Member, reader,,",
                        "X-Identity-Status", "Confirmed");
        assertThat(trusting.caller(headers::get))
                .isEqualTo(new Caller("u1:p1", "u1", "p1", "d1", Set.of("member", "reader")));
    }

    @Test
    void userWithoutProjectIsKnown() {
        assertThat(trusting.caller(Map.of("X-User-Id", "u1", "X-Project-Id", "")::get))
                .isEqualTo(new Caller("u1:", "u1", null, null, Set.of()));
    }

    @Test
    void whoIsNotConfirmedIsNobody() {
        var headers = Map.of("X-User-Id", "u1", "X-Identity-Status", "Invalid");
        assertThat(trusting.caller(headers::get)).isNull();
        assertThat(trusting.caller(Map.of("X-Project-Id", "p1")::get)).isNull();
    }

    private @Nullable Caller basic(String scheme, String credential) {
        var bytes = credential.getBytes(StandardCharsets.UTF_8);
        var header = scheme + " " + Base64.getEncoder().encodeToString(bytes);
        return basic.caller(Map.of("Authorization", header)::get);
    }
}
