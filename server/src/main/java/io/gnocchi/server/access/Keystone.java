package io.gnocchi.server.access;

import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.server.wire.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Asks Keystone, version 3, about tokens. What it cannot be asked, or answers strangely, is
/// [UnavailableException]: nobody is let in or turned away by a failure.
final class Keystone implements AutoCloseable {
    private static final int MAX_ANSWER_BYTES = 1 << 20;
    private static final int MAX_QUESTIONS = 64;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final KeystoneSettings settings;
    private final HttpClient client;
    private final URI tokens;
    private final Semaphore questions = new Semaphore(MAX_QUESTIONS);
    private final ReentrantLock obtaining = new ReentrantLock();
    private volatile @Nullable String ownToken;

    Keystone(KeystoneSettings settings) {
        this.settings = settings;
        var building =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(settings.timeout())
                        .executor(Executors.newVirtualThreadPerTaskExecutor());
        if (settings.trust() != null) {
            building.sslContext(settings.trust());
        }
        client = building.build();
        tokens = URI.create(settings.url() + "/v3/auth/tokens?nocatalog");
    }

    /// What is said about a token; null when it is not valid.
    @Nullable IssuedToken describe(String token) {
        var own = ownToken();
        var answer = ask(question(own, token));
        if (answer.statusCode() == 401) {
            answer = ask(question(newToken(own), token));
        }
        return switch (answer.statusCode()) {
            case 200 -> IssuedToken.read(answer.body());
            case 404 -> null;
            default -> throw unexpected("about a token", answer.statusCode());
        };
    }

    private HttpRequest question(String own, String token) {
        return HttpRequest.newBuilder(tokens)
                .header("Accept", "application/json")
                .header("X-Auth-Token", own)
                .header("X-Subject-Token", token)
                .build();
    }

    private String ownToken() {
        var token = ownToken;
        return token == null ? newToken(null) : token;
    }

    /// Another token for ourselves, unless somebody else got one since.
    private String newToken(@Nullable String refused) {
        obtaining.lock();
        try {
            var token = ownToken;
            if (token == null || token.equals(refused)) {
                token = obtain();
                ownToken = token;
            }
            return token;
        } finally {
            obtaining.unlock();
        }
    }

    private String obtain() {
        var answer = ask(login());
        if (answer.statusCode() != 201) {
            throw unexpected("to the account of [keystone_authtoken]", answer.statusCode());
        }
        return answer.headers()
                .firstValue("X-Subject-Token")
                .orElseThrow(() -> new UnavailableException("Keystone gives no token"));
    }

    private HttpRequest login() {
        var body = new ByteArrayOutputStream();
        var json = new JsonWriter(body, true);
        json.tree(settings.account().request());
        json.flush();
        return HttpRequest.newBuilder(tokens)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
    }

    private static UnavailableException unexpected(String what, int status) {
        return new UnavailableException("Keystone answers %s with %d".formatted(what, status));
    }

    private HttpResponse<byte[]> ask(HttpRequest request) {
        var pause = FIRST_PAUSE;
        for (int left = settings.retries(); ; left--) {
            try {
                var answer = once(request);
                if (answer.statusCode() < 500 || left == 0) {
                    return answer;
                }
            } catch (IOException e) {
                if (left == 0) {
                    throw new UnavailableException("Keystone cannot be asked: " + e, e);
                }
            }
            sleep(pause);
            pause = pause.multipliedBy(2);
        }
    }

    private HttpResponse<byte[]> once(HttpRequest request) throws IOException {
        enter();
        try {
            return answer(request);
        } finally {
            questions.release();
        }
    }

    private void enter() {
        try {
            if (!questions.tryAcquire(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new UnavailableException("too many questions wait for Keystone");
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private HttpResponse<byte[]> answer(HttpRequest request) throws IOException {
        var handler = BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES);
        var answer = client.sendAsync(request, handler);
        try {
            return answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new UnavailableException(
                    "Keystone does not answer in %s s".formatted(settings.timeout().toSeconds()),
                    e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            answer.cancel(true);
        }
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static UnavailableException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new UnavailableException("interrupted while asking Keystone", e);
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
