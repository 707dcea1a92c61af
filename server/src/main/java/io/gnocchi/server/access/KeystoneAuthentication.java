package io.gnocchi.server.access;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gnocchi.core.model.UnavailableException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Keystone's tokens, in `X-Auth-Token`. What Keystone says about a token counts for a while, so
/// that a revoked one may pass that long; one that ends sooner counts until then. Identity headers
/// are not looked at.
public final class KeystoneAuthentication implements Authentication, AutoCloseable {
    private static final int MAX_TOKENS = 10_000;
    private static final Duration LONGEST_DOUBT = Duration.ofSeconds(10);

    /// What came of asking about a token.
    private sealed interface Verdict {

        record Valid(IssuedToken token) implements Verdict {}

        record Invalid() implements Verdict {}

        record Unknown(UnavailableException why) implements Verdict {}
    }

    /// @param end of the time for which it counts
    private record Kept(Verdict verdict, Instant end) {}

    private final Keystone keystone;
    private final Duration cacheTime;
    private final String publicUrl;
    private final InstantSource clock;
    private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
    private final AsyncCache<String, Kept> verdicts;

    public KeystoneAuthentication(KeystoneSettings settings, InstantSource clock) {
        keystone = new Keystone(settings);
        cacheTime = settings.cacheTime();
        publicUrl = settings.publicUrl();
        this.clock = clock;
        verdicts = Caffeine.newBuilder().maximumSize(MAX_TOKENS).executor(asking).buildAsync();
    }

    @Override
    public @Nullable Caller caller(UnaryOperator<@Nullable String> headers) {
        var token = headers.apply("X-Auth-Token");
        if (token == null || token.isEmpty() || !isPlain(token)) {
            return null;
        }
        var key = digest(token);
        var former = verdicts.getIfPresent(key);
        if (former != null && former.isDone() && !clock.instant().isBefore(former.join().end())) {
            verdicts.asMap().remove(key, former);
        }
        // One question at a time about one token, however many wait for the answer.
        var answer = verdicts.get(key, _ -> ask(token));
        return switch (answer.join().verdict()) {
            case Verdict.Valid(var known) when clock.instant().isBefore(known.expiresAt()) ->
                    known.caller();
            case Verdict.Valid _, Verdict.Invalid _ -> null;
            case Verdict.Unknown(var why) -> {
                verdicts.asMap().remove(key, answer); // Whoever comes next asks anew.
                throw why;
            }
        };
    }

    @Override
    public String challenge() {
        return "Keystone uri=\"" + publicUrl + "\"";
    }

    @Override
    public SignIn signIn() {
        return new SignIn.Token(publicUrl);
    }

    @Override
    public void close() {
        keystone.close();
        asking.close();
    }

    private Kept ask(String token) {
        try {
            var known = keystone.describe(token);
            return known == null
                    ? keptFor(least(cacheTime, LONGEST_DOUBT), new Verdict.Invalid())
                    : keptFor(cacheTime, new Verdict.Valid(known));
        } catch (UnavailableException e) {
            return new Kept(new Verdict.Unknown(e), Instant.MAX); // Those who wait get it.
        }
    }

    private Kept keptFor(Duration time, Verdict verdict) {
        return new Kept(verdict, clock.instant().plus(time));
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /// Whether it can stand in a header as it is.
    private static boolean isPlain(String token) {
        return token.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /// Tokens are secrets, and long: what is kept is neither.
    private static String digest(String token) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(sha256.digest(token.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
