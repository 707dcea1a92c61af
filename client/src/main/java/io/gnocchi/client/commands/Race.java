package io.gnocchi.client.commands;

import io.gnocchi.client.terminal.Progress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The same thing done often by several workers, with a clock beside each.
final class Race {
    private static final double NANOS = 1e9;

    private final Session session;
    private final int workers;
    private double speed;

    Race(Session session, int workers) {
        this.session = session;
        this.workers = workers;
    }

    /// How many a second were done, as the original counts them.
    double speed() {
        return speed;
    }

    /// Does all jobs and tells how long they took, under names that begin with the verb.
    Map<String, @Nullable Object> run(String verb, List<Runnable> jobs) {
        var next = new AtomicInteger();
        var failures = new AtomicInteger();
        var latencies = new double[jobs.size()];
        long began = System.nanoTime();
        try (var progress = new Progress(session.terminal(), verb, jobs.size())) {
            var finished = new CountDownLatch(workers);
            for (int worker = 0; worker < workers; worker++) {
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                work(jobs, next, failures, latencies, progress);
                            } finally {
                                finished.countDown();
                            }
                        });
            }
            finished.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new FailureException("interrupted");
        }
        double[] good = Arrays.stream(latencies).filter(latency -> latency > 0).sorted().toArray();
        if (good.length == 0) {
            throw new FailureException("every single one of " + jobs.size() + " requests failed");
        }
        return told(verb, (System.nanoTime() - began) / NANOS, jobs.size(), failures.get(), good);
    }

    private static void work(
            List<Runnable> jobs,
            AtomicInteger next,
            AtomicInteger failures,
            double[] latencies,
            Progress progress) {
        for (int job = next.getAndIncrement(); job < jobs.size(); job = next.getAndIncrement()) {
            long began = System.nanoTime();
            try {
                jobs.get(job).run();
                latencies[job] = (System.nanoTime() - began) / NANOS;
            } catch (RuntimeException failed) {
                failures.incrementAndGet();
            }
            progress.step(1);
        }
    }

    private Map<String, @Nullable Object> told(
            String verb, double runtime, int executed, int failures, double[] latencies) {
        double sum = Arrays.stream(latencies).sum();
        speed = executed * workers / sum;
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("client workers", workers);
        fields.put(verb + " runtime", format("%.2f seconds", runtime));
        fields.put(verb + " runtime (cumulated)", format("%.2f seconds", sum));
        fields.put(verb + " executed", executed);
        fields.put(verb + " speed", format("%.2f " + verb + "/s", speed));
        fields.put(verb + " failures", failures);
        fields.put(verb + " failures rate", format("%.2f %%", 100.0 * failures / executed));
        fields.put(verb + " latency min", latencies[0]);
        fields.put(verb + " latency max", latencies[latencies.length - 1]);
        fields.put(verb + " latency mean", sum / latencies.length);
        fields.put(verb + " latency median", percentile(latencies, 0.5));
        fields.put(verb + " latency 95%'ile", percentile(latencies, 0.95));
        fields.put(verb + " latency 99%'ile", percentile(latencies, 0.99));
        fields.put(verb + " latency 99.9%'ile", percentile(latencies, 0.999));
        return fields;
    }

    private static String format(String form, double number) {
        return String.format(Locale.ROOT, form, number);
    }

    /// Between the two nearest of a sorted list.
    static double percentile(double[] sorted, double part) {
        double place = (sorted.length - 1) * part;
        int below = (int) Math.floor(place);
        int above = (int) Math.ceil(place);
        return below == above
                ? sorted[below]
                : sorted[below] * (above - place) + sorted[above] * (place - below);
    }
}
