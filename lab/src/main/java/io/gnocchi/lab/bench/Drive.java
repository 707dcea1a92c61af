package io.gnocchi.lab.bench;

import io.gnocchi.lab.bench.Subject.Call;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Sends requests from several clients at once, each waiting for one answer after the other.
final class Drive {
    private final Subject subject;
    private final List<Call> calls;
    private final long[] nanos;
    private final AtomicInteger next = new AtomicInteger();

    private Drive(Subject subject, List<Call> calls) {
        this.subject = subject;
        this.calls = calls;
        this.nanos = new long[calls.size()];
    }

    /// @param items what the calls count together
    static Figure run(Subject subject, List<Call> calls, int clients, long items)
            throws IOException {
        return new Drive(subject, calls).run(clients, items);
    }

    private Figure run(int clients, long items) throws IOException {
        double cpu = subject.cpuSeconds();
        long start = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(clients)) {
            var work = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < clients; i++) {
                work.add(this::sendAll);
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
        Arrays.sort(nanos);
        return new Figure(items, wall, nanos[nanos.length / 2] / 1e6, subject.cpuSeconds() - cpu);
    }

    private boolean sendAll() throws IOException {
        for (int i = next.getAndIncrement(); i < nanos.length; i = next.getAndIncrement()) {
            long start = System.nanoTime();
            var _ = subject.send(calls.get(i));
            nanos[i] = System.nanoTime() - start;
        }
        return true;
    }
}
