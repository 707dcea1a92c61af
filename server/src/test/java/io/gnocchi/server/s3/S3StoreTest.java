package io.gnocchi.server.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.store.ObjectMissingException;
import io.gnocchi.core.store.RetryingStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

class S3StoreTest {
    private static final byte[] BYTES = {1, 2, 3};

    private static LoopbackS3 server;

    @BeforeAll
    static void startTheServer() throws Exception {
        server = LoopbackS3.start();
    }

    @AfterAll
    static void stopTheServer() {
        server.close();
    }

    @Test
    void creatingTheBucketTwiceIsFine() {
        try (var store = new S3Store(server.connection("created-twice"))) {
            store.createBucket();
            store.putIfAbsent("a", BYTES);
            store.createBucket();

            assertThat(store.list("")).hasSize(1);
        }
    }

    @Test
    void missingBucketIsNotAMissingObject() {
        try (var store = new S3Store(server.connection("never-created"))) {
            assertThatThrownBy(() -> store.get("a"))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("never-created")
                    .hasMessageContaining("gnocchi-upgrade");
            assertThatThrownBy(() -> store.get("a", 0, 1)).isInstanceOf(UnavailableException.class);
            assertThatThrownBy(() -> store.list("")).isInstanceOf(UnavailableException.class);
            assertThatThrownBy(() -> store.putIfAbsent("a", BYTES))
                    .isInstanceOf(UnavailableException.class);
        }
    }

    @Test
    void wrongSecretIsTroubleThatNamesTheSettings() {
        var stranger = new S3Credentials("alice", "looking-glass");
        try (var store = new S3Store(server.connection("private", stranger))) {
            assertThatThrownBy(() -> store.get("a"))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("s3_secret_access_key");
        }
    }

    @Test
    void listingGoesOnAfterAThousand() {
        try (var store = server.newStore()) {
            var keys = IntStream.range(0, 1_005).mapToObj("k/%04d"::formatted).toList();
            keys.forEach(key -> store.putIfAbsent(key, BYTES));

            assertThat(store.list("k/")).extracting(object -> object.key()).isEqualTo(keys);
            store.delete(keys);
            assertThat(store.list("")).isEmpty();
        }
    }

    @Test
    void callIsOneRequest() {
        var counter = new RequestCounter();
        var connection = server.connection("counted");
        var builder = S3Clients.builder(connection);
        builder.overrideConfiguration(settings -> settings.addExecutionInterceptor(counter));
        try (var store = new S3Store(connection, builder.build())) {
            store.createBucket();
            counter.requests.set(0);

            store.putIfAbsent("a", BYTES);
            store.putIfAbsent("a", BYTES);
            store.get("a");
            store.get("a", 1, 1);
            store.get("a", 1, 0);
            assertThatThrownBy(() -> store.get("b")).isInstanceOf(ObjectMissingException.class);
            store.list("");
            store.delete(List.of("a", "b", "c"));
            assertThat(counter.requests).hasValue(8);

            store.delete(List.of());
            assertThat(counter.requests).hasValue(8);
        }
    }

    @Test
    void failingServerIsAskedOnceACall() throws IOException {
        var requests = new AtomicInteger();
        var failing = answering(503, requests);
        try (var store = new S3Store(at(failing.getAddress().getPort()))) {
            assertThatThrownBy(() -> store.putIfAbsent("a", BYTES))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("503");
            assertThatThrownBy(() -> store.get("a")).isInstanceOf(UnavailableException.class);
            assertThatThrownBy(() -> store.delete(List.of("a")))
                    .isInstanceOf(UnavailableException.class);
            assertThat(requests).hasValue(3);
        } finally {
            failing.stop(0);
        }
    }

    @Test
    void conflictOfConditionalWritesMayBeTriedAgain() throws IOException {
        var requests = new AtomicInteger();
        var busy = answering(409, requests);
        var pauses = new ArrayList<Long>();
        try (var store = new S3Store(at(busy.getAddress().getPort()));
                var retrying = new RetryingStore(store, 3, 1, 1, pauses::add)) {
            assertThatThrownBy(() -> retrying.putIfAbsent("a", BYTES))
                    .isInstanceOf(UnavailableException.class);
            assertThat(requests).hasValue(3);
        } finally {
            busy.stop(0);
        }
    }

    @Test
    void serverThatIgnoresTheConditionIsRefused() throws IOException {
        var careless = answering(200, new AtomicInteger());
        try (var store = new S3Store(at(careless.getAddress().getPort()))) {
            assertThatThrownBy(store::createBucket)
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("If-None-Match");
        } finally {
            careless.stop(0);
        }
    }

    @Test
    void nobodyListeningIsTrouble() {
        try (var store = new S3Store(at(1))) {
            assertThatThrownBy(() -> store.get("a"))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("s3_endpoint_url");
        }
    }

    @Test
    void secretIsNotTold() {
        assertThat(server.connection("b").toString()).doesNotContain("wonderland");
    }

    @Test
    void oneJettyServesEverything() {
        assertThat(Server.getVersion()).isEqualTo("12.1.14");
        assertThat(org.eclipse.jetty.ee10.servlet.ServletContextHandler.class.getPackage())
                .returns("12.1.14", Package::getImplementationVersion);
    }

    private static HttpServer answering(int status, AtomicInteger requests) throws IOException {
        var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext(
                "/",
                exchange -> {
                    requests.incrementAndGet();
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        http.start();
        return http;
    }

    private static S3Connection at(int port) {
        return new S3Connection(
                "bucket",
                URI.create("http://127.0.0.1:" + port),
                "us-east-1",
                new S3Credentials("alice", "wonderland"),
                2,
                Duration.ofSeconds(10));
    }

    /// Counts what goes over the wire.
    private static final class RequestCounter implements ExecutionInterceptor {
        private final AtomicInteger requests = new AtomicInteger();

        @Override
        public void beforeTransmission(
                Context.BeforeTransmission context, ExecutionAttributes attributes) {
            requests.incrementAndGet();
        }
    }
}
