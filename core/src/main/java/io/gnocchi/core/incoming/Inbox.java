package io.gnocchi.core.incoming;

import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.TimeRange;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.segment.BatchEntry;
import io.gnocchi.core.segment.BatchWriter;
import io.gnocchi.core.segment.EncodedRequest;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.segment.PostedColumns;
import io.gnocchi.core.segment.Provenance;
import io.gnocchi.core.series.Request;
import io.gnocchi.core.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where requests hand in their measures.
///
/// The measures of all concurrent requests gather in one batch. One flusher writes it as one
/// object, appends it to the manifest, and only then releases the callers: what is acknowledged is
/// durable and known. While it writes, the next batch gathers; so the number of objects grows with
/// time, not with requests. Batches are written one after the other, in the order in which requests
/// joined.
public final class Inbox {
    private final ObjectStore store;
    private final Manifest manifest;
    private final ObjectNames names;
    private final InstantSource clock;
    private final InboxSettings settings;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Gathering> gathered = new ArrayDeque<>();
    private long waitingBytes;
    private boolean closed;

    /// What the next batch tells of those before it; the flusher's alone.
    private String previous = "";

    private long toldThrough;

    /// The batch of which nobody knows whether it was, or will be, appended.
    private @Nullable String doubtful;

    public Inbox(
            ObjectStore store,
            Manifest manifest,
            ObjectNames names,
            InstantSource clock,
            InboxSettings settings) {
        this.store = store;
        this.manifest = manifest;
        this.names = names;
        this.clock = clock;
        this.settings = settings;
    }

    /// Requests that will be one batch.
    private static final class Gathering {
        private final List<EncodedRequest> requests = new ArrayList<>();
        private final List<Receipt> receipts = new ArrayList<>();
        private int points;
        private long bytes;

        void add(EncodedRequest request, Receipt receipt) {
            requests.add(request);
            receipts.add(receipt);
        }

        void acknowledge(long ordinal) {
            for (int i = 0; i < receipts.size(); i++) {
                var earlier = requests.subList(0, i);
                receipts.get(i).acknowledge(new Receipt.Place(ordinal, earlier));
            }
        }
    }

    /// The memory that what is not yet written takes, as [InboxSettings] counts it.
    public long waitingBytes() {
        lock.lock();
        try {
            return waitingBytes;
        } finally {
            lock.unlock();
        }
    }

    /// Takes the measures of one request and returns once they are durable and acknowledged. Needs
    /// a thread in [#run].
    ///
    /// @throws OverloadedException when the inbox is full; nothing was taken
    /// @throws UnavailableException when they could not be made durable; unknown whether they count
    public void accept(List<Posted> request) {
        join(request).await();
    }

    /// Takes the measures of one request into the next batch.
    ///
    /// @throws OverloadedException when the inbox is full; nothing was taken
    /// @throws UnavailableException when the inbox is closed; nothing was taken
    public Receipt join(List<Posted> request) {
        return joinEntries(entries(request));
    }

    /// Takes the measures of one request and returns once they are durable and acknowledged. Needs
    /// a thread in [#run].
    ///
    /// @throws OverloadedException when the inbox is full; nothing was taken
    /// @throws UnavailableException when they could not be made durable; unknown whether they count
    public void accept(PostedColumns request) {
        long bytes = InboxSettings.bytesOf(request.metrics(), request.measures());
        join(request.measures(), bytes, () -> EncodedRequest.of(request)).await();
    }

    /// Takes an erasure and returns once it is durable and acknowledged: everything posted before
    /// into the range is gone then. Needs a thread in [#run].
    ///
    /// @throws OverloadedException when the inbox is full; nothing was taken
    /// @throws UnavailableException when it could not be made durable; unknown whether it counts
    public void erase(Metric metric, TimeRange range) {
        joinErasure(metric, range).await();
    }

    /// Takes an erasure into the next batch.
    ///
    /// @throws OverloadedException when the inbox is full; nothing was taken
    /// @throws UnavailableException when the inbox is closed; nothing was taken
    public Receipt joinErasure(Metric metric, TimeRange range) {
        var request = new Request.Erasure(metric.policy(), range);
        return joinEntries(List.of(new BatchEntry(metric.id(), request)));
    }

    private Receipt joinEntries(List<BatchEntry> entries) {
        int points = 0;
        long bytes = 0;
        for (var entry : entries) {
            points += points(entry.request());
            bytes += InboxSettings.bytesOf(entry.request());
        }
        return join(points, bytes, () -> EncodedRequest.of(entries));
    }

    /// @param points the request counts for; nothing is asked when there are none
    private Receipt join(int points, long bytes, Supplier<EncodedRequest> encoding) {
        var receipt = new Receipt();
        if (points == 0) {
            receipt.acknowledge();
            return receipt;
        }
        requireRoom(bytes); // Before it costs anything.
        var request = encoding.get();
        lock.lock();
        try {
            requireRoom(bytes);
            var gathering = gathering();
            gathering.add(request, receipt);
            gathering.points += points;
            gathering.bytes += bytes;
            waitingBytes += bytes;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return receipt;
    }

    private void requireRoom(long bytes) {
        lock.lock();
        try {
            if (closed) {
                throw new UnavailableException("the server is stopping");
            }
            if (waitingBytes > 0 && waitingBytes + bytes > settings.maxBytes()) {
                throw new OverloadedException(
                        "too many measures wait to be written (%d bytes); try again later"
                                .formatted(waitingBytes));
            }
        } finally {
            lock.unlock();
        }
    }

    /// The batch that gathers now. Batches do not grow beyond what is flushed without delay: a slow
    /// store must have a chance to take one in time.
    private Gathering gathering() {
        var last = gathered.peekLast();
        if (last == null || last.bytes >= settings.flushBytes()) {
            last = new Gathering();
            gathered.add(last);
        }
        return last;
    }

    /// How many points a request counts for.
    private static int points(Request request) {
        return switch (request) {
            case Request.Post(_, var measures) -> measures.size();
            case Request.Import(_, var measures) -> measures.size();
            case Request.Erasure _ -> 1;
        };
    }

    private static List<BatchEntry> entries(List<Posted> request) {
        var entries = new ArrayList<BatchEntry>(request.size());
        for (var posted : request) {
            if (posted.measures().size() > 0) {
                entries.add(new BatchEntry(posted.metric().id(), posted.request()));
            }
        }
        return entries;
    }

    /// Writes the first batch that has gathered, if any, and settles its receipts. Never two at a
    /// time.
    ///
    /// @return how many points were acknowledged; 0 also when they failed
    public int flush() {
        var batch = take();
        if (batch == null) {
            return 0;
        }
        try {
            batch.acknowledge(write(batch));
            return batch.points;
        } catch (UnavailableException e) {
            batch.receipts.forEach(receipt -> receipt.fail(e));
            return 0;
        } catch (RuntimeException | Error e) {
            var failure = new UnavailableException("the batch could not be written", e);
            batch.receipts.forEach(receipt -> receipt.fail(failure));
            throw e;
        } finally {
            settle(batch);
        }
    }

    /// @return the batch's ordinal
    private long write(Gathering batch) {
        ruleOutLateAppend();
        var key = names.next(ObjectNames.BATCHES); // Not younger than what the batch tells.
        var before = manifest.appended(toldThrough);
        long head = before.isEmpty() ? toldThrough : before.getLast().ordinal();
        var provenance = new Provenance(previous, head, before);
        var encoded = BatchWriter.write(manifest.sacks(), batch.requests, provenance);
        previous = key;
        if (!store.putIfAbsent(key, encoded.bytes())) {
            throw new UnavailableException("the name " + key + " is taken");
        }
        doubtful = key;
        var appended = manifest.append(encoded.named(key));
        doubtful = null;
        toldThrough = head; // Not before: a batch that is not appended may be deleted.
        return appended.ordinal();
    }

    /// A batch that names another as the last try says that the other is appended or never will be.
    /// An append that failed may still be on its way to the database; from here on it is refused.
    private void ruleOutLateAppend() {
        if (doubtful != null) {
            var _ = manifest.condemnUnknown(List.of(doubtful), clock.instant());
            doubtful = null;
        }
    }

    private @Nullable Gathering take() {
        lock.lock();
        try {
            return gathered.poll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isEmpty() {
        lock.lock();
        try {
            return gathered.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void settle(Gathering batch) {
        lock.lock();
        try {
            waitingBytes -= batch.bytes;
        } finally {
            lock.unlock();
        }
    }

    /// Flushes whenever something waits and the delay since the last flush is over, until [#close];
    /// then what is left. For a thread of the caller's.
    public void run() {
        var last = Instant.MIN;
        while (awaitFlush(last)) {
            last = clock.instant();
            flush();
        }
        while (!isEmpty()) {
            flush();
        }
    }

    /// Takes no more; lets [#run] end.
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for the next flush.
    ///
    /// @return false when the inbox is closed
    private boolean awaitFlush(Instant last) {
        lock.lock();
        try {
            while (!closed && gathered.isEmpty()) {
                changed.awaitUninterruptibly();
            }
            var left = left(last);
            while (!closed && left.isPositive() && waitingBytes < settings.flushBytes()) {
                var _ = changed.await(left.toNanos(), TimeUnit.NANOSECONDS);
                left = left(last);
            }
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private Duration left(Instant last) {
        if (last.equals(Instant.MIN)) {
            return Duration.ZERO;
        }
        var left = settings.flushDelay().minus(Duration.between(last, clock.instant()));
        // A clock that was set back must not hold a flush back for longer than the delay.
        return left.compareTo(settings.flushDelay()) > 0 ? settings.flushDelay() : left;
    }
}
