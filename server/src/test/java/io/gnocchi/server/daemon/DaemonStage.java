package io.gnocchi.server.daemon;

import io.gnocchi.core.incoming.Inbox;
import io.gnocchi.core.incoming.InboxSettings;
import io.gnocchi.core.index.Index;
import io.gnocchi.core.index.MemoryIndex;
import io.gnocchi.core.manifest.MemoryManifest;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.ArchivePolicyRule;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Resource;
import io.gnocchi.core.model.ResourceIds;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.query.MeasuresReader;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.segment.SegmentCache;
import io.gnocchi.server.access.Access;
import io.gnocchi.server.access.BasicAuthentication;
import io.gnocchi.server.intake.Intake;
import io.gnocchi.server.meters.Meters;
import io.gnocchi.server.meters.RecentRate;
import io.gnocchi.server.meters.WriteMeters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/// Everything behind a daemon, in memory: what it hands in can be read, and the store can be made
/// to fail.
public final class DaemonStage implements AutoCloseable {
    public static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long CACHE_ENTRIES = 10_000;

    private static final ArchivePolicy SECONDS =
            new ArchivePolicy(
                    "seconds",
                    0,
                    List.of(new Retention(new Timespan(60_000_000_000L), null)),
                    new TreeSet<>(
                            List.of("sum", "count", "max", "50pct").stream()
                                    .map(AggregationMethod::parse)
                                    .toList()));

    private final BrittleStore store = new BrittleStore();
    private final MemoryManifest manifest = new MemoryManifest(new Sacks(2));
    private final MemoryIndex index = new MemoryIndex();
    private final InstantSource clock = () -> NOW;
    private final Inbox inbox;
    private final Thread flushing;
    private final Intake intake;

    /// @param pattern which metrics an archive policy rule covers
    public DaemonStage(String pattern) {
        var random = new Random(1);
        var limits = new InboxSettings(Duration.ZERO, 1_000_000, 1_000_000);
        inbox = new Inbox(store, manifest, new ObjectNames(clock, random), clock, limits);
        flushing = Thread.ofVirtual().start(inbox::run);
        var access = Access.byName(new BasicAuthentication());
        var writes = new WriteMeters(new Meters(), new RecentRate(clock));
        intake = new Intake(index, access, clock, UUID::randomUUID, inbox, 1000, writes);
        index.createArchivePolicy(SECONDS);
        index.createArchivePolicyRule(new ArchivePolicyRule("rule", "seconds", pattern));
    }

    public Intake intake() {
        return intake;
    }

    public InstantSource clock() {
        return clock;
    }

    public Index index() {
        return index;
    }

    /// From now on nothing can be written.
    public void breakStore() {
        store.broken = true;
    }

    public void mendStore() {
        store.broken = false;
    }

    public Resource resource(String text, String creator) {
        return index.resource("generic", ResourceIds.of(text, creator));
    }

    /// What a method makes of all measures of a metric, a minute after the other; empty when there
    /// is no such metric.
    public List<Double> values(String resource, String creator, String metric, String method) {
        var id = ResourceIds.of(resource, creator);
        var found = index.metrics(id, List.of(metric));
        return found.isEmpty() ? List.of() : values(found.getFirst(), method);
    }

    private List<Double> values(Metric metric, String method) {
        var reader = new MeasuresReader(manifest, store, new SegmentCache(store, CACHE_ENTRIES));
        var answers =
                reader.read(
                        metric,
                        AggregationMethod.parse(method),
                        null,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        null);
        return Arrays.stream(answers.getFirst().values()).boxed().toList();
    }

    /// Waits until something holds.
    public static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not come true within " + PATIENCE);
            }
            Thread.sleep(5);
        }
    }

    @Override
    public void close() {
        inbox.close();
        try {
            flushing.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while the inbox empties", e);
        }
    }
}
