package io.gnocchi.server.main;

import io.gnocchi.core.incoming.Inbox;
import io.gnocchi.core.incoming.InboxSettings;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.processing.Upkeep;
import io.gnocchi.core.processing.Worker;
import io.gnocchi.core.processing.WorkerSettings;
import io.gnocchi.core.query.MeasuresReader;
import io.gnocchi.core.repair.Repair;
import io.gnocchi.core.repair.SackChange;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.segment.SegmentCache;
import io.gnocchi.core.segment.SegmentReader;
import io.gnocchi.core.store.CachingStore;
import io.gnocchi.core.store.CountingStore;
import io.gnocchi.core.store.DiskCache;
import io.gnocchi.core.store.ObjectStore;
import io.gnocchi.server.access.Access;
import io.gnocchi.server.access.BasicAuthentication;
import io.gnocchi.server.api.ApiServer;
import io.gnocchi.server.api.ApiSettings;
import io.gnocchi.server.api.Watching;
import io.gnocchi.server.intake.Intake;
import io.gnocchi.server.itself.OwnMeasures;
import io.gnocchi.server.meters.MetersListener;
import io.gnocchi.server.meters.TalliedStore;
import io.gnocchi.server.metricd.Metricd;
import io.gnocchi.server.metricd.MetricdSettings;
import io.gnocchi.server.ops.Place;
import io.gnocchi.server.ops.Upgrade;
import io.gnocchi.server.ops.UpgradeOptions;
import io.gnocchi.server.settings.Settings;
import io.gnocchi.server.settings.SettingsException;
import io.gnocchi.server.sql.Database;
import io.gnocchi.server.sql.OtherVersionException;
import io.gnocchi.server.sql.SqlIndex;
import io.gnocchi.server.sql.SqlManifest;
import io.gnocchi.server.traces.SpanSender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The map of the program: every object, built by hand from the settings.
final class Program {
    /// How many objects are fetched at a time for reads of many metrics.
    private static final int FETCHES = 32;

    private static final Logger LOG = LoggerFactory.getLogger(Program.class);

    /// The version of the original whose API this is: clients ask for it at `/`.
    private static final String API_VERSION = "4.7.0";

    /// A dead worker's sacks are in other hands after a lease and a pulse, within ten seconds.
    private static final Duration PULSE = Duration.ofSeconds(1);

    private static final Duration OWN_MEASURES_PAUSE = Duration.ofMinutes(1);

    private final Settings settings;
    private final Lifetime lifetime;
    private final InstantSource clock = InstantSource.system();
    private final SecureRandom chance = new SecureRandom();
    private final ObjectNames names = new ObjectNames(clock, chance);
    private final Watch watch;
    private final Set<String> workerNames = new HashSet<>();

    /// @param lifetime closes what is opened here
    Program(Settings settings, Lifetime lifetime) {
        this.settings = settings;
        this.lifetime = lifetime;
        this.watch = lifetime.keep(new Watch(clock));
    }

    /// Upgrades as soon as database and store answer.
    ///
    /// @param sacks of a deployment that has none yet
    void upgradeWaiting(UpgradeOptions options, Sacks sacks) {
        FirstAnswer.to(
                () -> {
                    upgrade(options, sacks);
                    return true;
                },
                this::pause);
    }

    /// @param sacks of a deployment that has none yet
    void upgrade(UpgradeOptions options, Sacks sacks) {
        try (var database = database()) {
            var index =
                    new Place(
                            settings.indexer().database().jdbcUrl(),
                            () -> {
                                migrate(database);
                                SqlManifest.initialise(database, sacks);
                            });
            var storage = stores().place();
            var methods = settings.archivePolicyDefaults().methods();
            new Upgrade(index, storage, storage, () -> new SqlIndex(database), methods)
                    .run(options);
        }
    }

    private static void migrate(Database database) {
        try {
            database.migrate();
        } catch (OtherVersionException e) {
            throw new SettingsException(String.valueOf(e.getMessage()));
        }
    }

    /// Opens the doors of an upgraded deployment, as soon as its database answers.
    Doors open() {
        return open(
                stores().open(),
                this::cached,
                database -> FirstAnswer.to(() -> manifest(database), this::pause));
    }

    /// The same, but every read goes to the store itself: for who looks at all of it once.
    Doors openUncached() {
        return open(stores().open(), UnaryOperator.identity(), Program::manifest);
    }

    private static SqlManifest manifest(Database database) {
        database.requireCurrent();
        return SqlManifest.open(database);
    }

    private Doors open(
            ObjectStore opened,
            UnaryOperator<ObjectStore> wrapping,
            Function<Database, SqlManifest> opening) {
        var counting = new CountingStore(new TalliedStore(opened));
        var store = lifetime.keep(wrapping.apply(counting));
        var database = lifetime.keep(database());
        try {
            var manifest = lifetime.keep(opening.apply(database));
            var index = lifetime.keep(new SqlIndex(database));
            watch.store(settings.storage(), counting::counts);
            watch.database(database);
            return new Doors(index, manifest, store, counting::counts, database::requireCurrent);
        } catch (OtherVersionException e) {
            throw new SettingsException(String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            throw new SettingsException(
                    "the index is not ready (has gnocchi-upgrade run?): " + e.getMessage());
        }
    }

    private Database database() {
        var address = settings.indexer().database();
        return Database.open(address.jdbcUrl(), address.user(), address.password());
    }

    private Stores stores() {
        return new Stores(settings.storage(), this::pause);
    }

    private ObjectStore cached(ObjectStore store) {
        var cache = new CachingStore(kept(store), halfOfCache());
        watch.objects(cache);
        return cache;
    }

    /// The same, what was read of it kept on a disk, if there is a place and it can be used.
    private ObjectStore kept(ObjectStore store) {
        var disk = settings.diskCache();
        if (disk == null) {
            return store;
        }
        try {
            var cache =
                    new DiskCache(
                            store,
                            ObjectNames.SEGMENTS,
                            disk.folder(),
                            disk.limitBytes(),
                            SegmentReader.WHOLE_BYTES);
            watch.disk(cache);
            return cache;
        } catch (UnavailableException e) {
            LOG.warn("[storage] disk_cache_path: {}; all goes on without", e.getMessage());
            return store;
        }
    }

    /// Up to half as long again, so that those who failed together do not come back together.
    private void pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos + chance.nextLong(nanos / 2 + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted while waiting to try again", e);
        }
    }

    /// Where everything that comes in is handed in; what it holds is written at the end.
    Inbox startInbox(Doors doors) {
        var inbox = new Inbox(doors.store(), doors.manifest(), names, clock, inboxSettings());
        lifetime.keep(new InboxThread(inbox));
        watch.inbox(inbox);
        return inbox;
    }

    /// The way in for what no caller sends: daemons may everything.
    Intake intake(Doors doors, Inbox inbox) {
        var nobody = Access.byName(new BasicAuthentication());
        int mostFound = HeapShares.ofThisProcess().foundMetrics();
        return new Intake(
                doors.index(), nobody, clock, UUID::randomUUID, inbox, mostFound, watch.writes());
    }

    /// Starts the REST API.
    ///
    /// @return its port
    int startApi(Doors doors, Inbox inbox) {
        var reader =
                new MeasuresReader(
                        doors.manifest(),
                        doors.store(),
                        segments(doors.store(), "reads"),
                        new FetchingThreads(FETCHES),
                        HeapShares.ofThisProcess().reads());
        var server =
                lifetime.keep(
                        new ApiServer(
                                apiSettings(),
                                new Entrance(settings, lifetime, clock).access(),
                                doors.index(),
                                doors.manifest(),
                                inbox,
                                reader,
                                doors.requests(),
                                clock,
                                UUID::randomUUID,
                                new Watching(
                                        watch.meters(),
                                        watch.writes(),
                                        new Needs(doors, clock).readiness(),
                                        settings.api().slowQuery(),
                                        spans())));
        watch.cluster(doors.manifest(), clock, workerNames);
        try {
            int port = server.start();
            LOG.info("listening on {} port {}", settings.api().host(), port);
            keepOwnMeasures(doors, inbox, port);
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot listen on %s port %d"
                            .formatted(settings.api().host(), settings.api().port()),
                    e);
        }
    }

    private void keepOwnMeasures(Doors doors, Inbox inbox, int port) {
        var policy = settings.api().ownPolicy();
        if (policy == null) {
            return;
        }
        try {
            var _ = doors.index().archivePolicy(policy);
        } catch (RefusedException e) {
            throw new SettingsException(
                    "[api] store_own_metrics: there is no archive policy " + policy);
        }
        var own =
                new OwnMeasures(
                        watch.meters(), intake(doors, inbox), policy, hostName(), port, clock);
        lifetime.keep(own).start(OWN_MEASURES_PAUSE);
    }

    private @Nullable SpanSender spans() {
        var collector = settings.collector();
        if (collector == null) {
            return null;
        }
        var process =
                Map.<String, Object>of(
                        "service.name", "gnocchi",
                        "host.name", hostName(),
                        "process.pid", ProcessHandle.current().pid());
        var sender = new SpanSender(collector.endpoint(), collector.headers(), process);
        watch.spans(sender);
        lifetime.keep(sender).start();
        LOG.info("spans go to {}", collector);
        return sender;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "localhost";
        }
    }

    private InboxSettings inboxSettings() {
        var incoming = settings.incoming();
        return new InboxSettings(
                incoming.flushDelay(), incoming.flushBytes(), incoming.inboxBytes());
    }

    private ApiSettings apiSettings() {
        var api = settings.api();
        return new ApiSettings(
                api.host(),
                api.port(),
                api.maxLimit(),
                settings.archivePolicyDefaults().methods(),
                API_VERSION,
                api.maxBodyBytes(),
                api.maxBodiesBytes(),
                api.maxRequests(),
                HeapShares.ofThisProcess().foundMetrics(),
                api.stopDelay(),
                api.stopTimeout(),
                new Entrance(settings, lifetime, clock).transport());
    }

    /// The folding workers, none of which is started yet.
    Metricd metricd(Doors doors) {
        var metricd = settings.metricd();
        var rhythm =
                new MetricdSettings(
                        PULSE,
                        metricd.processingDelay(),
                        metricd.cleanupDelay(),
                        metricd.reportingDelay(),
                        metricd.stopTimeout());
        var segments = segments(doors.store(), "folds");
        var workers =
                IntStream.range(0, metricd.workers())
                        .mapToObj(_ -> worker(doors, segments))
                        .toList();
        var folding = lifetime.keep(new Metricd(workers, doors.manifest(), clock, rhythm));
        watch.workers(folding::counts);
        LOG.info(
                "{} workers fold every {} s",
                workers.size(),
                metricd.processingDelay().toMillis() / 1000.0);
        return folding;
    }

    /// Tells what the workers do where the configuration wants it.
    ///
    /// @return the port; 0 when it is not wanted
    int startTelling(Doors doors) {
        return startTelling(doors, "metricd", settings.metricd().metricsListen());
    }

    /// Tells what a daemon does where the configuration wants it.
    ///
    /// @return the port; 0 when it is not wanted
    int startTelling(Doors doors, Settings.Daemon daemon) {
        return startTelling(doors, Daemons.name(daemon), settings.metricsListen(daemon));
    }

    private int startTelling(Doors doors, String section, Settings.@Nullable Listen listen) {
        if (listen == null) {
            return 0;
        }
        watch.cluster(doors.manifest(), clock, workerNames);
        try {
            var listener = MetersListener.start(listen.host(), listen.port(), watch.meters());
            lifetime.keep(listener);
            LOG.info("metrics at {} port {}", listen.host(), listener.port());
            return listener.port();
        } catch (IOException e) {
            throw new SettingsException(
                    "[%s] metrics_listen: cannot listen on %s port %d: %s"
                            .formatted(section, listen.host(), listen.port(), e.getMessage()));
        }
    }

    /// The daemons of foreign protocols, none of which is started yet.
    Daemons daemons(Doors doors, Inbox inbox) {
        return new Daemons(settings, lifetime, intake(doors, inbox), watch);
    }

    /// What an operator may do about damage.
    Repair repair(Doors doors) {
        return new Repair(doors.manifest(), doors.store(), names, clock);
    }

    /// What changes the number of sacks.
    SackChange sackChange(Doors doors) {
        var name = "change-sack-size-%s".formatted(UUID.randomUUID());
        return new SackChange(name, doors.manifest(), doors.store(), names, clock);
    }

    /// Folds in the caller's thread, step by step, until so many metrics were folded or nothing
    /// waits; tells how many metrics were folded.
    IntUnaryOperator folding(Doors doors) {
        var segments = segments(doors.store(), "folds");
        return most -> {
            var worker = worker(doors, segments);
            int folded = worker.foldUntil(most);
            worker.release();
            return folded;
        };
    }

    private Worker worker(Doors doors, SegmentCache segments) {
        var name = "%s-%s".formatted(ProcessHandle.current().pid(), UUID.randomUUID());
        workerNames.add(name);
        return new Worker(
                name,
                doors.manifest(),
                doors.store(),
                doors.index(),
                segments,
                names,
                clock,
                workerSettings());
    }

    private WorkerSettings workerSettings() {
        var defaults = WorkerSettings.defaults();
        var shares = HeapShares.ofThisProcess();
        int workers = settings.metricd().workers();
        return new WorkerSettings(
                defaults.leaseTerm(),
                shares.foldBytes(workers),
                shares.pointBytes(workers),
                defaults.fanout(),
                shares.segmentBytes(workers),
                defaults.archivingBytes(),
                defaults.garbageGrace(),
                defaults.orphanAge(),
                defaults.damagePatience(),
                settings.metricd().cleanupBatchSize(),
                shares.mergeBytes(workers),
                upkeep(defaults.orphanAge()));
    }

    /// Workers clean up at any time of the delay; half of it keeps the next one from coming early.
    private Upkeep upkeep(Duration listingPause) {
        var metricd = settings.metricd();
        return new Upkeep(
                metricd.cleanupDelay().dividedBy(2),
                listingPause,
                metricd.inactiveAfter(),
                metricd.cleanupAfter());
    }

    private SegmentCache segments(ObjectStore store, String use) {
        var cache =
                new SegmentCache(
                        store,
                        halfOfCache() / SegmentCache.LINE_BYTES,
                        CachingStore.longestRemembered(halfOfCache()));
        watch.directories(use, cache);
        return cache;
    }

    /// Half is for objects, half for directories.
    private long halfOfCache() {
        return settings.cacheBytes() / 2;
    }
}
