package io.gnocchi.server.injector;

import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.repair.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/// A load: metrics are created, and get random measures, second after second, round by round.
///
/// What it tells is what a caller sees, from asking to the answer: this program's own work and
/// whatever else the machines do are in it.
public final class Injection {
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final int LARGEST_VALUE = 999_999;
    private static final Duration LATER = Duration.ofSeconds(1);
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Target target;
    private final InjectorSettings settings;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final Progress progress;
    private final Runnable progressEnds;
    private final PrintStream out;
    private final AtomicInteger refused = new AtomicInteger();

    /// @param random of the values; asked by several threads
    /// @param progress is told how many requests are done
    /// @param progressEnds makes room for a line of `out`
    /// @param out gets the figures, a line each
    public Injection(
            Target target,
            InjectorSettings settings,
            RandomGenerator random,
            InstantSource clock,
            Progress progress,
            Runnable progressEnds,
            PrintStream out) {
        this.target = target;
        this.settings = settings;
        this.random = random;
        this.clock = clock;
        this.progress = progress;
        this.progressEnds = progressEnds;
        this.out = out;
    }

    /// Creates, and posts until all rounds are done.
    ///
    /// @throws InjectionException when the target refuses it
    /// @throws UnavailableException when the target fails
    public void run() throws InterruptedException {
        var ids = create();
        long first = clock.instant().getEpochSecond() * SECOND_NANOS;
        long began = System.nanoTime();
        for (int round = 0; round < settings.rounds() || settings.rounds() == 0; round++) {
            if (round > 0) {
                sleepUntil(began + settings.interval().toNanos());
            }
            began = System.nanoTime();
            post(ids, first + (long) round * settings.measures() * SECOND_NANOS);
            if (settings.processes()) {
                process(began);
            }
        }
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        Thread.sleep(Duration.ofNanos(Math.max(0, nanos - System.nanoTime())));
    }

    private List<UUID> create() throws InterruptedException {
        long begun = System.nanoTime();
        var ids = new ArrayList<UUID>(settings.metrics());
        while (ids.size() < settings.metrics()) {
            progress.at("creating metrics", ids.size(), settings.metrics());
            int some = Math.min(Target.CREATED_AT_ONCE, settings.metrics() - ids.size());
            ids.addAll(target.create(some, settings.archivePolicy()));
        }
        tell(
                String.format(
                        Locale.ROOT,
                        "created %,d metrics in %s",
                        ids.size(),
                        pace(ids.size(), begun)));
        return ids;
    }

    /// The metrics of each request.
    private List<List<UUID>> groups(List<UUID> ids) {
        var groups = new ArrayList<List<UUID>>();
        for (int from = 0; from < ids.size(); from += settings.metricsPerRequest()) {
            int to = Math.min(ids.size(), from + settings.metricsPerRequest());
            groups.add(ids.subList(from, to));
        }
        return groups;
    }

    private Measures measures(long firstNanos) {
        var timestamps = new long[settings.measures()];
        var values = new double[settings.measures()];
        for (int i = 0; i < timestamps.length; i++) {
            timestamps[i] = firstNanos + i * SECOND_NANOS;
            values[i] = random.nextInt(-LARGEST_VALUE, LARGEST_VALUE + 1);
        }
        return new Measures(timestamps, values);
    }

    private void post(List<UUID> ids, long firstNanos) throws InterruptedException {
        refused.set(0);
        long begun = System.nanoTime();
        var groups = groups(ids);
        var nanos = new long[groups.size()];
        try (var pool = Executors.newFixedThreadPool(settings.clients())) {
            var posting = new ExecutorCompletionService<Long>(pool);
            groups.forEach(group -> posting.submit(timed(group, firstNanos)));
            try {
                for (int done = 0; done < nanos.length; done++) {
                    progress.at("posting", done, nanos.length);
                    nanos[done] = posting.take().get();
                }
            } catch (ExecutionException e) {
                pool.shutdownNow();
                throw cause(e);
            }
        }
        long measures = (long) settings.metrics() * settings.measures();
        Arrays.sort(nanos);
        tell(
                String.format(
                        Locale.ROOT,
                        "posted %,d measures in %,d requests by %d clients in %s; a request took %s"
                                + " ms, 99 of 100 at most %s ms",
                        measures,
                        nanos.length,
                        settings.clients(),
                        pace(measures, begun),
                        millis(nanos[nanos.length / 2]),
                        millis(nanos[(int) Math.ceil(nanos.length * 0.99) - 1])));
        if (refused.get() > 0) {
            tell(
                    String.format(
                            Locale.ROOT,
                            "%,d times there was too much, and the request came again",
                            refused.get()));
        }
    }

    /// Measures are made up when it is their turn, so that no more than the clients post are held.
    private Callable<Long> timed(List<UUID> metrics, long firstNanos) {
        return () -> {
            var request = new LinkedHashMap<UUID, Measures>();
            metrics.forEach(id -> request.put(id, measures(firstNanos)));
            long begun = System.nanoTime();
            while (!target.post(request)) {
                refused.incrementAndGet();
                Thread.sleep(LATER);
            }
            return System.nanoTime() - begun;
        };
    }

    private static RuntimeException cause(ExecutionException failed) {
        return failed.getCause() instanceof RuntimeException known
                ? known
                : new IllegalStateException(failed.getCause());
    }

    /// Waits until everything is folded.
    ///
    /// @param begun when the round began
    private void process(long begun) throws InterruptedException {
        long most = target.waiting();
        for (long waiting = most; waiting > 0; waiting = target.waiting()) {
            progress.at("folding", most - waiting, most);
            target.fold();
            Thread.sleep(GLANCE);
        }
        tell(
                String.format(
                        Locale.ROOT,
                        "all is folded; posting and folding took %s",
                        pace((long) settings.metrics() * settings.measures(), begun)));
    }

    private static String pace(long things, long begunNanos) {
        double seconds = (System.nanoTime() - begunNanos) / 1e9;
        return String.format(Locale.ROOT, "%.2f s, %,.0f a second", seconds, things / seconds);
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
    }

    private void tell(String line) {
        progressEnds.run();
        out.println(line);
    }
}
