package io.gnocchi.core.incoming;

import io.gnocchi.core.model.UnavailableException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// What a request gets for its measures: open at first, then acknowledged or failed.
public final class Receipt {
    private final CountDownLatch settled = new CountDownLatch(1);
    private volatile @Nullable UnavailableException failure;

    Receipt() {}

    void acknowledge() {
        settled.countDown();
    }

    void fail(UnavailableException why) {
        failure = why;
        settled.countDown();
    }

    /// Whether the measures are durable and acknowledged.
    public boolean isAcknowledged() {
        return settled.getCount() == 0 && failure == null;
    }

    /// Whether it is known how it ended.
    public boolean isSettled() {
        return settled.getCount() == 0;
    }

    /// Waits until the measures are acknowledged.
    ///
    /// @throws UnavailableException when they could not be; unknown whether they count
    public void await() {
        try {
            settled.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted before the measures were acknowledged", e);
        }
        var why = failure;
        if (why != null) {
            throw new UnavailableException(String.valueOf(why.getMessage()), why);
        }
    }
}
