package io.gnocchi.lab.bench;

import io.gnocchi.lab.bench.Subject.Call;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// Sends requests from several clients at once, each waiting for one answer after the other. What
/// is sent goes on where it stopped before, and from the first again after the last.
final class Drive {
    private final Subject subject;
    private final List<Call> calls;
    private final int clients;
    private final long items;
    private final AtomicLong next = new AtomicLong();

    /// @param items a call counts for
    Drive(Subject subject, List<Call> calls, int clients, long items) {
        this.subject = subject;
        this.calls = calls;
        this.clients = clients;
        this.items = items;
    }

    /// Each call once.
    Figure all() throws IOException {
        return run(next.get() + calls.size(), Long.MAX_VALUE);
    }

    /// As many as are begun within this time, one for each client at least.
    Figure during(Duration time) throws IOException {
        return run(Long.MAX_VALUE, System.nanoTime() + time.toNanos());
    }

    /// Each call once, and what one client sends is every so many-th, one after the other: so that
    /// what one host says stays in its order.
    Figure allInLanes() throws IOException {
        return run((client, nanos) -> {
            for (int place = client; place < calls.size(); place += clients) {
                sendOne(place, nanos);
            }
        });
    }

    private Figure run(long end, long deadline) throws IOException {
        var figure = run((_, nanos) -> send(end, deadline, nanos));
        next.set(Math.min(next.get(), end));
        return figure;
    }

    private interface Client {
        /// @param nanos gets how long each request took
        void send(int number, List<Long> nanos) throws IOException;
    }

    private Figure run(Client client) throws IOException {
        var nanos = Collections.synchronizedList(new ArrayList<Long>());
        double cpu = subject.cpuSeconds();
        long start = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(clients)) {
            var work = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < clients; i++) {
                int number = i;
                work.add(() -> {
                    client.send(number, nanos);
                    return true;
                });
            }
            for (var done : threads.invokeAll(work)) {
                var _ = done.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
        double wall = (System.nanoTime() - start) / 1e9;
        Collections.sort(nanos);
        return new Figure(
                items * nanos.size(),
                wall,
                nanos.get(nanos.size() / 2) / 1e6,
                subject.cpuSeconds() - cpu);
    }

    private void send(long end, long deadline, List<Long> nanos) throws IOException {
        do {
            long place = next.getAndIncrement();
            if (place >= end) {
                return;
            }
            sendOne((int) (place % calls.size()), nanos);
        } while (System.nanoTime() < deadline);
    }

    private void sendOne(int place, List<Long> nanos) throws IOException {
        long start = System.nanoTime();
        subject.send(calls.get(place));
        nanos.add(System.nanoTime() - start);
    }
}
