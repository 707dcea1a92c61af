package io.gnocchi.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.UnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeystoneAuthenticationTest {
    private static final String PROJECT = "\"project\": {\"id\": \"p1\", \"name\": \"p\"}";
    private static final Duration CACHE_TIME = Duration.ofMinutes(5);

    private final KeystoneTwin keystone = started();
    private Instant now = Instant.parse("2020-01-01T00:00:00Z");
    private final Instant later = now.plusSeconds(3600);
    private final KeystoneAuthentication authentication = asking(KeystoneTwin.PASSWORD);

    @AfterEach
    void stop() {
        authentication.close();
        keystone.close();
    }

    @Test
    void tokenTellsUserProjectAndRoles() {
        keystone.knows("t", "u1", PROJECT, later, "member", "Reader");
        assertThat(caller("t"))
                .isEqualTo(new Caller("u1:p1", "u1", "p1", null, Set.of("member", "reader")));
        assertThat(keystone.questions()).containsExactly("POST", "GET t");
    }

    @Test
    void tokenOfADomainHasNoProject() {
        keystone.knows("t", "u1", "\"domain\": {\"id\": \"d1\"}", later, "admin");
        assertThat(caller("t")).isEqualTo(new Caller("u1:", "u1", null, "d1", Set.of("admin")));
    }

    @Test
    void nobodyComesWithoutToken() {
        var headers = Map.of("X-User-Id", "u1", "X-Project-Id", "p1", "X-Roles", "admin");
        assertThat(authentication.caller(headers::get)).isNull();
        assertThat(keystone.questions()).isEmpty();
    }

    @Test
    void theyAreToldWhereToGetOne() {
        assertThat(authentication.challenge()).isEqualTo("Keystone uri=\"http://public:5000\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "é", "a\tb"})
    void whatCannotBeATokenIsNotAskedAbout(String token) {
        assertThat(caller(token)).isNull();
        assertThat(keystone.questions()).isEmpty();
    }

    @Test
    void answersAreKeptForAWhile() {
        keystone.knows("t", "u1", PROJECT, later);
        caller("t");
        keystone.revokes("t");
        now = now.plus(CACHE_TIME).minusSeconds(1);
        assertThat(caller("t")).isNotNull();
        now = now.plusSeconds(2);
        assertThat(caller("t")).isNull();
        assertThat(keystone.questions()).containsExactly("POST", "GET t", "GET t");
    }

    @Test
    void refusalsAreKeptShortly() {
        assertThat(caller("t")).isNull();
        keystone.knows("t", "u1", PROJECT, later);
        now = now.plusSeconds(9);
        assertThat(caller("t")).isNull();
        now = now.plusSeconds(2);
        assertThat(caller("t")).isNotNull();
    }

    @Test
    void tokenEndsInTimeThoughTheAnswerIsKept() {
        keystone.knows("t", "u1", PROJECT, now.plusSeconds(60));
        assertThat(caller("t")).isNotNull();
        now = now.plusSeconds(60);
        assertThat(caller("t")).isNull();
    }

    @Test
    void tokenThatHasEndedIsRefusedThoughKeystoneKnowsIt() {
        keystone.knows("t", "u1", PROJECT, now.minusSeconds(1));
        assertThat(caller("t")).isNull();
    }

    @Test
    void ownTokenIsRenewedWhenItIsRefused() {
        keystone.knows("t", "u1", PROJECT, later);
        keystone.knows("s", "u2", PROJECT, later);
        caller("t");
        keystone.rotates();
        assertThat(caller("s")).isNotNull();
        assertThat(keystone.questions()).containsExactly("POST", "GET t", "GET s", "POST", "GET s");
    }

    @Test
    void wrongPasswordOfOursIsOurTrouble() {
        keystone.knows("t", "u1", PROJECT, later);
        try (var mistaken = asking("wrong")) {
            assertThatThrownBy(() -> mistaken.caller(Map.of("X-Auth-Token", "t")::get))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("401");
        }
    }

    @Test
    void failuresAreTriedAgain() {
        keystone.knows("t", "u1", PROJECT, later);
        keystone.failsTimes(2);
        assertThat(caller("t")).isNotNull();
        assertThat(keystone.questions()).containsExactly("failed", "failed", "POST", "GET t");
    }

    @Test
    void nobodyIsJudgedWhileKeystoneFails() {
        keystone.knows("t", "u1", PROJECT, later);
        keystone.failsTimes(3);
        assertThatThrownBy(() -> caller("t"))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("503");
        assertThat(caller("t")).isNotNull();
    }

    @Test
    void deadKeystoneIsTroubleButKnownTokensPass() {
        keystone.knows("t", "u1", PROJECT, later);
        caller("t");
        keystone.close();
        assertThat(caller("t")).isNotNull();
        assertThatThrownBy(() -> caller("s")).isInstanceOf(UnavailableException.class);
    }

    @Test
    void slowKeystoneIsTroubleInTime() {
        keystone.knows("t", "u1", PROJECT, later);
        keystone.isSlowBy(Duration.ofSeconds(20));
        var start = System.nanoTime();
        assertThatThrownBy(() -> caller("t"))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("does not answer");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "{\"token\": 1}",
                "{\"token\": {\"user\": {\"id\": \"u\"}}}",
                "{\"token\": {\"user\": {\"id\": \"u\"}, \"expires_at\": \"soon\"}}",
                "{\"token\": {\"user\": {\"id\": \"\"}, \"expires_at\": \"2030-01-01T00:00:00Z\"}}"
            })
    void strangeAnswersAreTrouble(String answer) {
        keystone.describesAs(answer);
        assertThatThrownBy(() -> caller("t")).isInstanceOf(UnavailableException.class);
    }

    @Test
    void endlessAnswerIsTrouble() {
        keystone.describesAs(" ".repeat(2 << 20));
        assertThatThrownBy(() -> caller("t")).isInstanceOf(UnavailableException.class);
    }

    @Test
    void manyRequestsWithOneTokenAskOnce() throws Exception {
        keystone.knows("t", "u1", PROJECT, later);
        keystone.isSlowBy(Duration.ofMillis(100));
        try (var many = Executors.newVirtualThreadPerTaskExecutor()) {
            var callers =
                    IntStream.range(0, 50).mapToObj(_ -> many.submit(() -> caller("t"))).toList();
            for (var one : callers) {
                assertThat(one.get()).isNotNull();
            }
        }
        assertThat(keystone.questions()).containsExactly("POST", "GET t");
    }

    private @Nullable Caller caller(String token) {
        return authentication.caller(Map.of("X-Auth-Token", token)::get);
    }

    private KeystoneAuthentication asking(String password) {
        var domain = new KeystoneAccount.Domain("Default", false);
        var account =
                new KeystoneAccount(
                        new KeystoneAccount.Name.InDomain("gnocchi", domain),
                        password,
                        new KeystoneAccount.Name.InDomain("service", domain));
        var settings =
                new KeystoneSettings(
                        keystone.url(),
                        "http://public:5000",
                        account,
                        CACHE_TIME,
                        Duration.ofSeconds(2),
                        2,
                        null);
        return new KeystoneAuthentication(settings, () -> now);
    }

    private static KeystoneTwin started() {
        try {
            return KeystoneTwin.started();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
