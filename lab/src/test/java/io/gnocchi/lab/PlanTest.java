package io.gnocchi.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gnocchi.core.incoming.Posted;
import io.gnocchi.core.index.MemoryIndex;
import io.gnocchi.core.manifest.MemoryManifest;
import io.gnocchi.core.model.AggregationMethods;
import io.gnocchi.core.model.ArchivePolicies;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.processing.WorkerSettings;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.store.MemoryStore;
import io.gnocchi.core.store.StoredObject;
import io.gnocchi.server.plan.Deployment;
import io.gnocchi.server.plan.Load;
import io.gnocchi.server.plan.Plan;
import io.gnocchi.server.plan.Prices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/// What `gnocchi-plan` says is what the engine does.
class PlanTest {
    private static final int MINUTES = 40;
    private static final int HOUR_MINUTES = 60;

    /// Of a value of a gauge; what the planner takes when nobody says is higher, to be safe.
    private static final double GAUGE_BYTES = 1.2;

    private static final long MINUTE_NANOS = 60_000_000_000L;

    /// Columns of the benchmarks' tables with microseconds of ours, counted from the last, which is
    /// 0: of the API; of remote write, accepted, and folded besides.
    private static final int OURS = 1;

    private static final int ACCEPTED = 2;
    private static final int FOLDED_TOO = 0;

    private static ArchivePolicy policy(String name) {
        return ArchivePolicies.defaults(AggregationMethods.defaults()).stream()
                .filter(policy -> policy.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Plan plan(long metrics, String policy, Duration age) {
        var load = new Load(metrics, Timespan.parse("60"), policy(policy), GAUGE_BYTES, 0);
        var deployment = new Deployment(1, Duration.ofSeconds(1), 0, 1, Duration.ofMinutes(1), age);
        return Plan.of(load, deployment, Prices.S3_STANDARD);
    }

    @Test
    void requestsAreThoseOfTheAccount() {
        for (var policy : List.of("low", "medium", "high")) {
            var counts = RequestAccount.of(5_000, policy(policy), MINUTES);
            var plan = plan(5_000, policy, Duration.ofDays(1));

            assertThat(plan.putsPerMinute() * MINUTES)
                    .as(policy)
                    .isCloseTo((double) counts.puts(), Percentage.withPercentage(1));
            assertThat(plan.getsPerMinute() * MINUTES)
                    .as(policy)
                    .isCloseTo((double) counts.gets(), within(1.0));
        }
    }

    @Test
    void bytesAreThoseOfSmallDeployments() {
        assertThat(plan(1_000, "medium", Duration.ofDays(36)).storedBytes() / 1_000)
                .isCloseTo(storedBytesPerMetric(20, 50, 36), Percentage.withPercentage(30));
    }

    @Test
    void bytesAreThoseOfLargeDeployments() {
        assertThat(plan(80_000, "medium", Duration.ofDays(20)).storedBytes() / 80_000)
                .isCloseTo(storedBytesPerMetric(40, 2_000, 20), Percentage.withPercentage(30));
    }

    /// Gauges of one point a minute, folded every hour. To be one of many metrics on the cheap, the
    /// sizes that the engine goes by are divided.
    private static double storedBytesPerMetric(int metrics, int divisor, int days) {
        var store = new MemoryStore();
        var manifest = new MemoryManifest(new Sacks(16));
        var index = new MemoryIndex();
        var engine = new Engine(manifest, index);
        var created = engine.createMetrics(metrics, policy("medium"));
        var inbox = engine.inbox(store);
        var usual = WorkerSettings.defaults();
        var worker =
                engine.worker(
                        store, usual.segmentBytes() / divisor, usual.archivingBytes() / divisor);
        var levels = new double[metrics];
        for (int hour = 0; hour < days * 24; hour++) {
            var receipt = inbox.join(anHour(created, levels, engine));
            inbox.flush();
            receipt.await();
            engine.pass(Duration.ofHours(1));
            worker.runOnce();
            worker.cleanUp();
        }
        engine.pass(usual.garbageGrace().multipliedBy(2));
        worker.cleanUp();
        long bytes =
                store.list(ObjectNames.SEGMENTS).stream().mapToLong(StoredObject::sizeBytes).sum();
        return bytes / (double) metrics;
    }

    private static List<Posted> anHour(List<Metric> metrics, double[] levels, Engine engine) {
        var posted = new ArrayList<Posted>();
        for (int metric = 0; metric < levels.length; metric++) {
            var timestamps = new long[HOUR_MINUTES];
            var values = new double[HOUR_MINUTES];
            for (int i = 0; i < HOUR_MINUTES; i++) {
                levels[metric] += engine.random().nextGaussian() / 2;
                timestamps[i] = engine.nowNanos() + i * MINUTE_NANOS;
                values[i] = Math.round(levels[metric] * 100) / 100.0;
            }
            posted.add(new Posted(metrics.get(metric), new Measures(timestamps, values)));
        }
        return posted;
    }

    /// Both tell of the same measurements; a new run of the benchmarks on a machine that is not
    /// twice as fast or slow leaves them right.
    @Test
    void processorsAreThoseOfTheBenchmarks() throws IOException {
        var page = Files.readString(Path.of("..", "docs", "benchmarks", "README.md"));

        double batch = micros(page, "accept, JSON batch of one point a metric", OURS);
        assertThat(Plan.ACCEPT_MICROS.most() / batch).isBetween(0.5, 2.0);
        double fold = micros(page, "fold, one point a metric", OURS);
        assertThat(Plan.FOLD_MICROS.most() / fold).isBetween(0.5, 2.0);
        double accepted = micros(page, "10,000 series", ACCEPTED);
        assertThat(Plan.ACCEPT_MICROS.least() / accepted).isBetween(0.5, 2.0);
        double folded = micros(page, "10,000 series", FOLDED_TOO) - accepted;
        assertThat(Plan.FOLD_MICROS.least() / folded).isBetween(0.5, 2.0);
    }

    private static double micros(String page, String line, int column) {
        var row =
                page.lines().filter(each -> each.startsWith("| " + line)).findFirst().orElseThrow();
        var cells = row.split("\\|", -1);
        return Double.parseDouble(cells[cells.length - 2 - column].replaceAll("[^0-9.]", ""));
    }
}
