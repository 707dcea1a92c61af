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
import java.util.concurrent.atomic.AtomicInteger;

/// Sends requests from several clients at once, each waiting for one answer after the other.
final class Drive {
    private final Subject subject;
    private final List<Call> calls;
    private final long deadline;
    private final AtomicInteger next = new AtomicInteger();
    private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());

    private Drive(Subject subject, List<Call> calls, long deadline) {
        this.subject = subject;
        this.calls = calls;
        this.deadline = deadline;
    }

    /// All of them.
    ///
    /// @param items a call counts for
    static Figure run(Subject subject, List<Call> calls, int clients, long items)
            throws IOException {
        return run(subject, calls, clients, items, Duration.ofDays(1));
    }

    /// As many of them, in order, as are begun within this time.
    ///
    /// @param items a call counts for
    static Figure run(Subject subject, List<Call> calls, int clients, long items, Duration time)
            throws IOException {
        var drive = new Drive(subject, calls, System.nanoTime() + time.toNanos());
        return drive.run(clients, items);
    }

    private Figure run(int clients, long items) throws IOException {
        double cpu = subject.cpuSeconds();
        long start = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(clients)) {
            var work = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < clients; i++) {
                work.add(this::send);
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

    private boolean send() throws IOException {
        long start = System.nanoTime();
        for (int i = next.getAndIncrement();
                i < calls.size() && (i == 0 || start < deadline);
                i = next.getAndIncrement()) {
            var _ = subject.send(calls.get(i));
            long end = System.nanoTime();
            nanos.add(end - start);
            start = end;
        }
        return true;
    }
}
