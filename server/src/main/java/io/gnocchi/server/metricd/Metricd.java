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

/// The folding workers of this process and the one that reports, each on a thread of its own.
public final class Metricd implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Metricd.class);

    private final List<Worker> workers;
    private final Manifest manifest;
    private final InstantSource clock;
    private final MetricdSettings settings;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

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
        }
        var reportingDelay = settings.reportingDelay();
        if (reportingDelay != null) {
            start("reporter", new Loop("reporter", this::report, reportingDelay, stop));
        }
    }

    private void start(String name, Loop loop) {
        threads.add(Thread.ofPlatform().name(name).start(loop));
    }

    private void report() {
        var backlog = manifest.backlog();
        LOG.info(
                "{} measurements bundles across {} metrics wait to be processed.",
                backlog.bundles(),
                backlog.metrics());
    }

    /// Lets every worker finish what it is doing, then gives its sacks back.
    @Override
    public void close() {
        stop.countDown();
        try {
            for (var thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        workers.forEach(Metricd::release);
    }

    private static void release(Worker worker) {
        try {
            worker.release();
        } catch (UnavailableException e) {
            LOG.warn("sacks are not given back, their leases run out: {}", e.getMessage());
        }
    }
}
