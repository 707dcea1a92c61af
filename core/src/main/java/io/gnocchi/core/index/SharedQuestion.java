package io.gnocchi.core.index;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A question that many ask at once and that is put once for all of them. Every answer was asked
/// for after whoever gets it came: it is as fresh as one of their own would be.
///
/// One question is under way at a time. Who comes meanwhile gets the answer to the next.
final class SharedQuestion<T> {
    private final Supplier<T> question;
    private final ReentrantLock underWay = new ReentrantLock();
    private @Nullable CompletableFuture<T> next;

    SharedQuestion(Supplier<T> question) {
        this.question = question;
    }

    /// The answer, or what the question threw.
    T ask() {
        var mine = new CompletableFuture<T>();
        var others = nextOr(mine);
        if (others == null) {
            put(mine);
        }
        try {
            return (others == null ? mine : others).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /// The answer that others wait for already; null when `mine` is the next now.
    private synchronized @Nullable CompletableFuture<T> nextOr(CompletableFuture<T> mine) {
        var others = next;
        if (others == null) {
            next = mine;
        }
        return others;
    }

    /// From here on whoever comes is too late for it.
    private synchronized void begin() {
        next = null;
    }

    private void put(CompletableFuture<T> answer) {
        underWay.lock();
        try {
            begin();
            answer.complete(question.get());
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        } finally {
            underWay.unlock();
        }
    }
}
