package io.gnocchi.server.metricd;

import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.processing.Worker;
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
        threads.add(Thread.ofPlatform().name(name).start(loop));
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
        long late = lateMeasures();
        if (late > 0) {
            LOG.info("{} measures folded here since the start came too late.", late);
        }
    }

    /// How many measures came too late, of those folded here since the start.
    public long lateMeasures() {
        return workers.stream().mapToLong(Worker::lateMeasures).sum();
    }

    /// Lets every worker finish what it is doing, then gives its sacks back.
    @Override
    public void close() {
        stop.countDown();
        try {
            join(threads);
            folded.countDown();
            join(pulses);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        workers.forEach(Metricd::release);
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (var thread : threads) {
            thread.join();
        }
    }

    private static void release(Worker worker) {
        try {
            worker.release();
        } catch (UnavailableException e) {
            LOG.warn("sacks are not given back, their leases run out: {}", e.getMessage());
        }
    }
}
