package io.gnocchi.core.incoming;

import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.segment.BatchEntry;
import io.gnocchi.core.segment.EncodedRequest;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// What a request gets for its measures: open at first, then acknowledged or failed.
public final class Receipt {
    private final CountDownLatch settled = new CountDownLatch(1);
    private volatile @Nullable UnavailableException failure;
    private volatile @Nullable Place place;

    Receipt() {}

    /// Where a request stands in the one order of all.
    ///
    /// @param ordinal of its batch
    /// @param requests the earlier ones of that batch
    public record Place(long ordinal, List<EncodedRequest> requests) {

        /// What earlier requests of that batch ask, in the order of acknowledgment.
        public List<BatchEntry> earlier() {
            return requests.stream().flatMap(request -> request.entries().stream()).toList();
        }
    }

    /// Nothing was asked.
    void acknowledge() {
        settled.countDown();
    }

    void acknowledge(Place where) {
        place = where;
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

    /// Where the request stands; null while it is not acknowledged, or when it asked for nothing.
    public @Nullable Place place() {
        return place;
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
