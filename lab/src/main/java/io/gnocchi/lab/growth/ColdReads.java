package io.gnocchi.lab.growth;

import io.gnocchi.core.incoming.Inbox;
import io.gnocchi.core.incoming.Posted;
import io.gnocchi.core.index.MemoryIndex;
import io.gnocchi.core.manifest.MemoryManifest;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.processing.Worker;
import io.gnocchi.core.store.CachingStore;
import io.gnocchi.core.store.CountingStore;
import io.gnocchi.core.store.MemoryStore;
import io.gnocchi.core.store.StoreCounts;
import io.gnocchi.lab.Engine;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;

/// `make cold-reads`: how many requests to the store a query of one metric takes in a process that
/// remembers nothing, at any time of some days of a point a minute, and what keeping them few costs
/// the worker. On a simulated clock, all in memory.
///
/// Arguments: `--metrics N,N,..` (default 1000), `--days N` (4), `--minutes N,N,..` between folds
/// (1,60), `--policy low|medium|high` (medium).
public final class ColdReads {
    private static final long CACHE_BYTES = 128L << 20;
    private static final long DAY_NANOS = Duration.ofDays(1).toNanos();

    /// A process looks after a fold, when nothing waits: of what does, it would read the batches
    /// too. But not more often than that.
    private static final int MINUTES_A_LOOK = 37;

    private final CountingStore api = new CountingStore(new MemoryStore());
    private final CountingStore metricd = new CountingStore(api);
    private final MemoryManifest manifest = new MemoryManifest(new Sacks(Sacks.DEFAULT_COUNT));
    private final Engine engine = new Engine(manifest, new MemoryIndex());
    private final Setting setting;
    private final List<Metric> metrics;
    private final Inbox inbox;
    private final Worker worker;
    private final int minutesAFold;
    private final IntSummaryStatistics lastDay = new IntSummaryStatistics();
    private final IntSummaryStatistics yesterday = new IntSummaryStatistics();

    private ColdReads(int count, String policy, int minutesAFold) {
        var of = Growth.policy(policy);
        this.setting = new Setting(of, 0, CACHE_BYTES);
        this.metrics = engine.createMetrics(count, of);
        this.inbox = engine.inbox(api);
        this.worker =
                engine.worker(
                        new CachingStore(metricd, setting.objectBytes()), setting.directoryLines());
        this.minutesAFold = minutesAFold;
    }

    public static void main(String[] arguments) {
        var counts = List.of(1_000);
        var folds = List.of(1, 60);
        int days = 4;
        var policy = "medium";
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            switch (arguments[i]) {
                case "--metrics" -> counts = numbers(arguments[i + 1]);
                case "--minutes" -> folds = numbers(arguments[i + 1]);
                case "--days" -> days = Integer.parseInt(arguments[i + 1]);
                case "--policy" -> policy = arguments[i + 1];
                default -> throw new IllegalArgumentException("unknown " + arguments[i]);
            }
        }
        System.out.printf(
                "| metrics | folded every | the last 24 hours, GET | most | yesterday, GET | most |"
                    + " PUT a fold | GET a fold | written for what is folded | CPU ms a fold |%n"
                    + "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|%n");
        for (int count : counts) {
            for (int minutes : folds) {
                new ColdReads(count, policy, minutes).run(days);
            }
        }
    }

    private static List<Integer> numbers(String text) {
        return Arrays.stream(text.split(",", -1)).map(Integer::valueOf).toList();
    }

    private void run(int days) {
        var cpu = new CpuTime();
        int folds = 0;
        long folded = 0;
        int looked = 0;
        var counts = StoreCounts.NONE;
        for (int minute = 1; minute <= days * 1440; minute++) {
            post();
            engine.pass(Duration.ofMinutes(1));
            if (minute % minutesAFold == 0) {
                var before = metricd.counts();
                cpu.spend(() -> worker.foldUntil(Integer.MAX_VALUE));
                folded += metricd.counts().putBytes() - before.putBytes();
                cpu.spend(worker::runOnce);
                counts = counts.plus(metricd.counts().since(before));
                folds++;
                var _ = worker.cleanUp();
                if (minute > 1440 && minute >= looked + MINUTES_A_LOOK) {
                    look();
                    looked = minute;
                }
            }
        }
        System.out.printf(
                "| %,d | %d min | %.2f | %d | %.2f | %d | %.2f | %.2f | %.1f | %.1f |%n",
                metrics.size(),
                minutesAFold,
                lastDay.getAverage(),
                lastDay.getMax(),
                yesterday.getAverage(),
                yesterday.getMax(),
                counts.puts() / (double) folds,
                counts.gets() / (double) folds,
                counts.putBytes() / (double) folded,
                cpu.microsOfEach(folds) / 1000);
    }

    private void post() {
        var posted = new ArrayList<Posted>();
        for (var metric : metrics) {
            var value = engine.random().nextInt(10_000) / 100.0;
            posted.add(
                    new Posted(
                            metric,
                            new Measures(new long[] {engine.nowNanos()}, new double[] {value})));
        }
        var receipt = inbox.join(posted);
        inbox.flush();
        receipt.await();
    }

    private void look() {
        long now = engine.nowNanos();
        long midnight = engine.now().truncatedTo(ChronoUnit.DAYS).getEpochSecond() * 1_000_000_000L;
        lastDay.accept(gets(now - DAY_NANOS, now));
        yesterday.accept(gets(midnight - DAY_NANOS, midnight));
    }

    private int gets(long from, long stop) {
        var reading = new Reading(manifest, api, setting);
        var metric = metrics.get(engine.random().nextInt(metrics.size()));
        if (reading.means(metric, from, stop) == 0) {
            throw new IllegalStateException("no points of " + metric.id());
        }
        return (int) reading.counts().gets();
    }
}
