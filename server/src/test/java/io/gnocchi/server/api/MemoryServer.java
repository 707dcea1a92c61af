package io.gnocchi.server.api;

import io.gnocchi.core.incoming.Inbox;
import io.gnocchi.core.incoming.InboxSettings;
import io.gnocchi.core.index.Index;
import io.gnocchi.core.index.MemoryIndex;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.MemoryManifest;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.query.CellPool;
import io.gnocchi.core.query.Crew;
import io.gnocchi.core.query.MeasuresReader;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.segment.SegmentCache;
import io.gnocchi.core.store.CountingStore;
import io.gnocchi.core.store.MemoryStore;
import io.gnocchi.server.access.Access;
import io.gnocchi.server.access.BasicAuthentication;
import io.gnocchi.server.meters.Meters;
import io.gnocchi.server.meters.RecentRate;
import io.gnocchi.server.meters.WriteMeters;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/// The API over everything in memory, on loopback; or over a database with measures in memory.
public final class MemoryServer implements AutoCloseable {
    static final long MAX_BODY_BYTES = 8L << 20;

    private static final int MAX_REQUESTS = 256;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final long INBOX_BYTES = 64 << 20;
    private static final long CACHE_ENTRIES = 10_000;
    private static final long QUERY_CELLS = 4 * CellPool.DEFAULT_QUERY_CELLS;

    private final Inbox inbox;
    private final Thread flushing;
    private final ApiServer server;
    private final int port;

    /// Starts it.
    ///
    /// @param port 0 for any free one
    MemoryServer(int port, int maxLimit, InstantSource clock) throws IOException {
        this(port, maxLimit, clock, Access.byName(new BasicAuthentication()));
    }

    /// Starts it for callers known in another way.
    MemoryServer(int port, int maxLimit, InstantSource clock, Access access) throws IOException {
        this(port, maxLimit, clock, access, Transport.PLAIN);
    }

    /// Starts it for requests that come in another way.
    MemoryServer(int port, int maxLimit, InstantSource clock, Access access, Transport transport)
            throws IOException {
        this(
                settings(port, maxLimit, transport),
                access,
                clock,
                new MemoryIndex(),
                new MemoryManifest(new Sacks(8)),
                List.of());
    }

    /// Starts it with things it needs.
    MemoryServer(Health health, List<Readiness.Check> checks) throws IOException {
        this(
                settings(
                        0,
                        1000,
                        new Transport(false, List.of(), health, List.of(), Duration.ofSeconds(30))),
                Access.byName(new BasicAuthentication()),
                InstantSource.system(),
                new MemoryIndex(),
                new MemoryManifest(new Sacks(8)),
                checks);
    }

    /// Starts it over an index and a manifest that stay open when it stops.
    public static MemoryServer over(Index index, Manifest manifest) throws IOException {
        return new MemoryServer(
                settings(0, 1000, Transport.PLAIN),
                Access.byName(new BasicAuthentication()),
                InstantSource.system(),
                index,
                manifest,
                List.of());
    }

    private MemoryServer(
            ApiSettings settings,
            Access access,
            InstantSource clock,
            Index index,
            Manifest manifest,
            List<Readiness.Check> checks)
            throws IOException {
        var random = new Random(1);
        var store = new CountingStore(new MemoryStore());
        var meters = new Meters();
        var limits = new InboxSettings(Duration.ZERO, INBOX_BYTES, INBOX_BYTES);
        inbox = new Inbox(store, manifest, new ObjectNames(clock, random), clock, limits);
        flushing = Thread.ofVirtual().start(inbox::run);
        server =
                new ApiServer(
                        settings,
                        access,
                        index,
                        manifest,
                        inbox,
                        new MeasuresReader(
                                manifest,
                                store,
                                new SegmentCache(store, CACHE_ENTRIES),
                                Crew.ALONE,
                                new CellPool(CellPool.DEFAULT_QUERY_CELLS, QUERY_CELLS)),
                        store::counts,
                        clock,
                        () -> uuid(random),
                        new Watching(
                                meters,
                                new WriteMeters(meters, new RecentRate(clock)),
                                new Readiness(checks, clock),
                                null,
                                null));
        this.port = server.start();
    }

    private static ApiSettings settings(int port, int maxLimit, Transport transport) {
        return new ApiSettings(
                "127.0.0.1",
                port,
                maxLimit,
                defaults(),
                "4.7.1",
                MAX_BODY_BYTES,
                ApiSettings.DEFAULT_MAX_BODIES_BYTES,
                MAX_REQUESTS,
                ApiSettings.DEFAULT_FOUND_METRICS,
                Duration.ZERO,
                STOP_TIMEOUT,
                transport);
    }

    /// Serves until killed: `MemoryServer [port [max_limit]]`.
    public static void main(String[] args) throws Exception {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 8041;
        int maxLimit = args.length > 1 ? Integer.parseInt(args[1]) : 1000;
        try (var _ = new MemoryServer(port, maxLimit, InstantSource.system())) {
            Thread.currentThread().join();
        }
    }

    /// What it answers to.
    RouteTable routes() {
        return server.routes();
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        server.close();
        inbox.close();
        if (!joined()) {
            throw new IllegalStateException("the inbox does not end");
        }
    }

    private boolean joined() {
        try {
            return flushing.join(Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while the inbox empties", e);
        }
    }

    private static SortedSet<AggregationMethod> defaults() {
        return List.of("mean", "min", "max", "sum", "std", "count").stream()
                .map(AggregationMethod::parse)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static UUID uuid(Random random) {
        long high = (random.nextLong() & ~0xf000L) | 0x4000L;
        long low = (random.nextLong() & ~(0b11L << 62)) | (0b10L << 62);
        return new UUID(high, low);
    }
}
