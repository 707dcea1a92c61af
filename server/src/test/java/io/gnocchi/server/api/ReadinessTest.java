package io.gnocchi.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.UnavailableException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadinessTest {
    private static final Readiness.Check GOOD = new Readiness.Check("database", true, () -> "");
    private static final Readiness.Check IDLE =
            new Readiness.Check("workers", false, () -> "nobody is there");
    private static final Readiness.Check GONE =
            new Readiness.Check(
                    "store",
                    true,
                    () -> {
                        throw new UnavailableException("secret-host does not answer");
                    });

    @AutoClose private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<String> get(MemoryServer server, String path, String accept)
            throws Exception {
        var uri = URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path));
        var request = HttpRequest.newBuilder(uri).header("Accept", accept).build();
        return client.send(request, BodyHandlers.ofString());
    }

    @Test
    void whoHasAllItNeedsIsReady() throws Exception {
        try (var server = new MemoryServer(Health.PLAIN, List.of(GOOD, IDLE))) {
            assertThat(get(server, "/readyz", "*/*").body()).isEqualTo("ok\n");
            assertThat(get(server, "/readyz?verbose", "*/*").body())
                    .isEqualTo("[+]database ok\n[!]workers nobody is there\nready\n");
            assertThat(get(server, "/livez", "*/*").body()).isEqualTo("ok\n");
        }
    }

    @Test
    void whoMissesSomethingIsNotReadyAndLivesOn() throws Exception {
        try (var server = new MemoryServer(Health.PLAIN, List.of(GOOD, GONE))) {
            var answer = get(server, "/readyz", "*/*");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body())
                    .isEqualTo("[+]database ok\n[-]store it cannot be reached\nnot ready\n");
            assertThat(get(server, "/livez", "*/*").statusCode()).isEqualTo(200);
            assertThat(get(server, "/healthcheck", "*/*").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void programsGetJson() throws Exception {
        try (var server = new MemoryServer(Health.PLAIN, List.of(GONE))) {
            assertThat(get(server, "/readyz", "application/json").body())
                    .isEqualTo(
                            "{\"ready\": false, \"checks\": [{\"name\": \"store\", \"good\": false,"
                                    + " \"vital\": true, \"trouble\": \"it cannot be reached\"}]}");
        }
    }

    @Test
    void detailedHealthTellsTheChecks() throws Exception {
        var detailed = new Health("/healthcheck", true, null, List.of(), false);
        try (var server = new MemoryServer(detailed, List.of(GOOD))) {
            assertThat(get(server, "/healthcheck", "application/json").body())
                    .contains("\"checks\": [{\"name\": \"database\", \"good\": true");
            assertThat(get(server, "/healthcheck", "*/*").body()).isEmpty();
        }
    }

    @Test
    void whatDoesNotAnswerIsNotWaitedFor() {
        var never = new CountDownLatch(1);
        var asked = new AtomicInteger();
        var silent =
                new Readiness.Check(
                        "store",
                        true,
                        () -> {
                            asked.incrementAndGet();
                            await(never);
                            return "";
                        });
        var readiness = new Readiness(List.of(silent), Instant::now);
        var begun = Instant.now();
        readiness.findings();

        assertThat(readiness.findings())
                .containsExactly(new Readiness.Finding("store", true, "it does not answer"));
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertThat(asked).hasValue(1);
        never.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void nothingIsAskedTwiceInAMoment() {
        var asked = new AtomicInteger();
        var counting =
                new Readiness.Check(
                        "database",
                        true,
                        () -> {
                            asked.incrementAndGet();
                            return "";
                        });
        var now = Instant.parse("2026-03-01T12:00:00Z");
        var times = new AtomicInteger();
        var readiness = new Readiness(List.of(counting), () -> now.plusSeconds(times.get()));
        readiness.findings();
        readiness.findings();
        assertThat(asked).hasValue(1);
        times.set(60);
        readiness.findings();
        assertThat(asked).hasValue(2);
    }

    @Test
    void whoStopsSaysSo() {
        var readiness = new Readiness(List.of(GOOD), Instant::now);
        readiness.stop();

        assertThat(readiness.findings()).anyMatch(Readiness.Finding::isFatal);
    }
}
