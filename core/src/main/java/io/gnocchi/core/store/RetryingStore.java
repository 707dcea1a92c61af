package io.gnocchi.core.store;

import io.gnocchi.core.model.UnavailableException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/// Tries again, a bounded number of times, what failed for trouble outside. Pauses double from the
/// first to the longest.
///
/// A put may have failed after its effect. So when a later attempt hears that the object exists,
/// the stored bytes decide: ours mean that we made it. This is right as long as two callers never
/// put the same bytes under the same key, which holds where names are never used twice.
public final class RetryingStore implements ObjectStore {
    private final ObjectStore store;
    private final int attempts;
    private final long firstPauseNanos;
    private final long longestPauseNanos;
    private final Pause pause;

    public RetryingStore(
            ObjectStore store,
            int attempts,
            long firstPauseNanos,
            long longestPauseNanos,
            Pause pause) {
        if (attempts < 1 || firstPauseNanos < 0 || longestPauseNanos < firstPauseNanos) {
            throw new IllegalArgumentException(
                    "%d attempts, pauses of %d to %d ns"
                            .formatted(attempts, firstPauseNanos, longestPauseNanos));
        }
        this.store = store;
        this.attempts = attempts;
        this.firstPauseNanos = firstPauseNanos;
        this.longestPauseNanos = longestPauseNanos;
        this.pause = pause;
    }

    @Override
    public boolean putIfAbsent(String key, byte[] bytes) {
        var attempt = new PutAttempt(key, bytes);
        return retry(attempt::run);
    }

    @Override
    public byte[] get(String key) {
        return retry(() -> store.get(key));
    }

    @Override
    public byte[] get(String key, long offset, int length) {
        return retry(() -> store.get(key, offset, length));
    }

    @Override
    public List<StoredObject> list(String prefix) {
        return retry(() -> store.list(prefix));
    }

    @Override
    public void forget(String key) {
        store.forget(key);
    }

    @Override
    public void delete(Collection<String> keys) {
        retry(() -> {
            store.delete(keys);
            return true;
        });
    }

    @Override
    public void close() {
        store.close();
    }

    private <T> T retry(Supplier<T> call) {
        long pauseNanos = firstPauseNanos;
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (UnavailableException e) {
                if (attempt == attempts) {
                    throw attempts == 1
                            ? e
                            : new UnavailableException(
                                    "%s (after %d attempts)".formatted(e.getMessage(), attempts),
                                    e);
                }
            }
            pause.pause(pauseNanos);
            pauseNanos = pauseNanos > longestPauseNanos / 2 ? longestPauseNanos : 2 * pauseNanos;
        }
    }

    /// A put that remembers whether an earlier attempt may have had its effect.
    private final class PutAttempt {
        private final String key;
        private final byte[] bytes;
        private boolean unsure;

        PutAttempt(String key, byte[] bytes) {
            this.key = key;
            this.bytes = bytes;
        }

        boolean run() {
            boolean doubtful = unsure;
            unsure = true;
            return store.putIfAbsent(key, bytes) || (doubtful && isOurs());
        }

        private boolean isOurs() {
            try {
                return Arrays.equals(store.get(key), bytes);
            } catch (ObjectMissingException e) {
                throw new UnavailableException(
                        "object " + key + " existed and was deleted: nobody knows whose it was", e);
            }
        }
    }
}
