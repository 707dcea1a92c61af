package io.gnocchi.server.metricd;

import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.processing.Worker;
import io.gnocchi.core.processing.WorkerCounts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folding workers of this process, their sign of life, and the one that reports, each on a
/// thread of its own.
public final class Metricd implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Metricd.class);

    private final List<Worker> workers;
    private final Manifest manifest;
    private final InstantSource clock;
    private final MetricdSettings settings;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch folded = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final List<Thread> pulses = new ArrayList<>();

    public Metricd(
            List<Worker> workers,
            Manifest manifest,
            InstantSource clock,
            MetricdSettings settings) {
        this.workers = List.copyOf(workers);
        this.manifest = manifest;
        this.clock = clock;
        this.settings = settings;
    }

    /// Starts every thread. Once.
    public void start() {
        for (int i = 0; i < workers.size(); i++) {
            var shift = new Shift(workers.get(i), clock, settings.cleanUpDelay());
            var name = "worker-" + i;
            start(name, new Loop(name, shift, settings.processingDelay(), stop));
            pulses.add(pulse(name, workers.get(i)));
        }
        var reportingDelay = settings.reportingDelay();
        if (reportingDelay != null) {
            start("reporter", new Loop("reporter", this::report, reportingDelay, stop));
        }
    }

    private void start(String name, Loop loop) {
        threads.add(Thread.ofPlatform().daemon().name(name).start(loop));
    }

    /// A step may take longer than a lease lasts, and the pause between two steps too.
    private Thread pulse(String name, Worker worker) {
        var loop = new Loop(name + "-pulse", worker::stayAlive, settings.pulse(), folded);
        return Thread.ofVirtual().name(name + "-pulse").start(loop);
    }

    private void report() {
        var backlog = manifest.backlog();
        LOG.info(
                "{} measurements bundles across {} metrics wait to be processed.",
                backlog.bundles(),
                backlog.metrics());
        long late = counts().lateMeasures();
        if (late > 0) {
            LOG.info("{} measures folded here since the start came too late.", late);
        }
    }

    /// What the workers have done here since the start. For any thread.
    public WorkerCounts counts() {
        return workers.stream().map(Worker::counts).reduce(WorkerCounts.NONE, WorkerCounts::plus);
    }

    /// Lets every worker finish the step in hand, then gives its sacks back. Who takes too long is
    /// left alone: what it has not committed is folded by whoever takes its sacks when their leases
    /// have run out.
    @Override
    public void close() {
        workers.forEach(Worker::stop);
        stop.countDown();
        try {
            var deadline = clock.instant().plus(settings.stopTimeout());
            boolean inTime = join(threads, deadline);
            folded.countDown();
            if (!inTime || !join(pulses, deadline)) {
                LOG.warn(
                        "a step took longer than {} s and is given up; nothing is lost",
                        settings.stopTimeout().toSeconds());
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        workers.forEach(Metricd::release);
    }

    /// @return whether all have ended
    private boolean join(List<Thread> some, Instant deadline) throws InterruptedException {
        boolean ended = true;
        for (var thread : some) {
            var left = Duration.between(clock.instant(), deadline);
            ended &= thread.join(left.isNegative() ? Duration.ZERO : left);
        }
        return ended;
    }

    private static void release(Worker worker) {
        try {
            worker.release();
        } catch (UnavailableException e) {
            LOG.warn("sacks are not given back, their leases run out: {}", e.getMessage());
        }
    }
}
