package io.gnocchi.lab.micro;

import io.gnocchi.core.incoming.Inbox;
import io.gnocchi.core.incoming.Posted;
import io.gnocchi.core.index.MemoryIndex;
import io.gnocchi.core.manifest.MemoryManifest;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.processing.Worker;
import io.gnocchi.core.store.CachingStore;
import io.gnocchi.core.store.MemoryStore;
import io.gnocchi.lab.Engine;
import io.gnocchi.lab.S3Requests;
import java.time.Duration;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One step of a worker over one sack of a thousand metrics, store and manifest in memory, merges
/// that become due included; one is a measure.
public class Folding {
    private static final int METRICS = 1_000;
    private static final int FEW = 1;
    private static final int MANY = 100;

    /// A sack in which something waits; the same work in every iteration.
    @State(Scope.Thread)
    public abstract static class Waiting {
        private final int points;
        private Engine engine = empty();
        private List<Metric> metrics = List.of();
        private Inbox inbox = engine.inbox(new MemoryStore());
        private Worker worker = engine.worker(new MemoryStore(), 0);

        Waiting(int points) {
            this.points = points;
        }

        private static Engine empty() {
            return new Engine(new MemoryManifest(new Sacks(1)), new MemoryIndex());
        }

        @Setup(Level.Iteration)
        public void begin() {
            var store = new CachingStore(new MemoryStore(), 256L << 20);
            engine = empty();
            metrics = engine.createMetrics(METRICS, S3Requests.policies().get(1));
            inbox = engine.inbox(store);
            worker = engine.worker(store, 100L * METRICS);
        }

        /// A point a minute.
        @Setup(Level.Invocation)
        public void post() {
            var timestamps = new long[points];
            for (int i = 0; i < points; i++) {
                engine.pass(Duration.ofMinutes(1));
                timestamps[i] = engine.nowNanos();
            }
            var receipt =
                    inbox.join(
                            metrics.stream()
                                    .map(metric ->
                                            new Posted(metric, new Measures(timestamps, values())))
                                    .toList());
            inbox.flush();
            receipt.await();
        }

        private double[] values() {
            return engine.random().ints(points, 0, 10_000).mapToDouble(i -> i / 100.0).toArray();
        }

        int fold() {
            return worker.runOnce();
        }
    }

    /// One point a metric.
    public static class Few extends Waiting {
        public Few() {
            super(FEW);
        }
    }

    /// A hundred points a metric.
    public static class Many extends Waiting {
        public Many() {
            super(MANY);
        }
    }

    @Benchmark
    @OperationsPerInvocation(METRICS * FEW)
    public int onePointAMetric(Few waiting) {
        return waiting.fold();
    }

    @Benchmark
    @OperationsPerInvocation(METRICS * MANY)
    public int hundredPointsAMetric(Many waiting) {
        return waiting.fold();
    }
}
