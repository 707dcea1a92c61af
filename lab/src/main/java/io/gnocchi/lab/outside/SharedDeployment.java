package io.gnocchi.lab.outside;

import io.gnocchi.lab.net.Mischief;
import io.gnocchi.lab.net.StoreProxy;
import io.gnocchi.lab.net.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Two `gnocchi-api` and four `gnocchi-metricd` on one PostgreSQL and one S3 server. Each process
/// has a network of its own to both.
final class SharedDeployment implements Deployment {
    private static final int SERVERS = 2;
    private static final int METRICDS = 4;
    private static final Duration UNTIL_A_FOLD = Duration.ofSeconds(15);

    private final Ground ground;
    private final RandomGenerator chance;
    private final StoreWeather weather;
    private final int databasePort = Ground.freePort();
    private final int storePort = Ground.freePort();
    private final LiveProcess database;
    private final LiveProcess store;
    private final @Nullable SmallDisk storeDisk;
    private final List<Server> servers = new ArrayList<>();
    private final List<Metricd> metricds = new ArrayList<>();
    private final List<Wire> wires = new ArrayList<>();
    private final List<StoreProxy> proxies = new ArrayList<>();
    private final Takeover takeover = new Takeover(servers);
    private int made;

    /// @param wire its own way to the database
    private record Metricd(LiveProcess process, Wire wire) {}

    /// @param chance may be shared by threads
    SharedDeployment(Ground ground, RandomGenerator chance) throws IOException {
        this.ground = ground;
        this.chance = chance;
        this.weather = new StoreWeather(chance);
        this.database =
                ground.foreign(
                        "postgresql",
                        "postgresql",
                        ground.folder().resolve("database").toString(),
                        Integer.toString(databasePort));
        this.storeDisk = ground.smallDisk("store");
        this.store =
                ground.foreign(
                        "s3",
                        "s3",
                        ground.folder().resolve("store").toString(),
                        Integer.toString(storePort));
    }

    @Override
    public void start() throws IOException {
        database.start();
        store.start();
        awaitDatabase();
        Starting.awaitAnswer(store, storePort);
        var upgrade = configuration("upgrade", 0, wire(), proxy("upgrade"));
        Starting.run(ground.ours("upgrade", "gnocchi-upgrade", "--config-file", upgrade));
        for (int i = 0; i < SERVERS; i++) {
            servers.add(server("api-" + i));
        }
        for (int i = 0; i < METRICDS; i++) {
            metricds.add(metricd());
        }
        servers.forEach(server -> server.process().start());
        metricds.forEach(metricd -> metricd.process().start());
        servers.forEach(server -> Starting.await(server.process(), server.api()));
        awaitAllMetricds();
    }

    private void awaitAllMetricds() {
        for (var metricd : metricds) {
            if (takeover.with(metricd.process().pid(), System.nanoTime()) == null) {
                throw new IllegalStateException(
                        metricd.process().name()
                                + " folds nothing; see "
                                + metricd.process().log());
            }
        }
        takeover.learn();
    }

    private void awaitDatabase() {
        var create =
                new LiveProcess(
                        "psql",
                        List.of(
                                "psql",
                                "-q",
                                "-h",
                                "127.0.0.1",
                                "-p",
                                Integer.toString(databasePort),
                                "-U",
                                "postgres",
                                "-c",
                                "CREATE DATABASE gnocchi"),
                        null,
                        ground.folder());
        for (int i = 0; i < 300; i++) {
            create.start();
            var status = create.await(Duration.ofSeconds(10));
            if (status != null && status == 0) {
                return;
            }
            Pause.millis(100);
        }
        throw new IllegalStateException("PostgreSQL does not answer; see " + database.log());
    }

    private Server server(String name) throws IOException {
        int port = Ground.freePort();
        var configuration = configuration(name, port, wire(), proxy(name));
        var process = ground.ours(name, "gnocchi-api", "--config-file", configuration);
        return new Server(process, new Api(port));
    }

    private Metricd metricd() throws IOException {
        var name = "metricd-" + made++;
        var wire = wire();
        var configuration = configuration(name, 0, wire, proxy(name));
        var process = ground.ours(name, "gnocchi-metricd", "--config-file", configuration);
        return new Metricd(process, wire);
    }

    private Wire wire() throws IOException {
        var wire = new Wire(databasePort, chance);
        wires.add(wire);
        return wire;
    }

    private StoreProxy proxy(String process) throws IOException {
        var proxy = new StoreProxy(storePort, weather.of(process));
        proxies.add(proxy);
        return proxy;
    }

    private String configuration(String name, int port, Wire wire, StoreProxy proxy)
            throws IOException {
        var text =
                """
                [api]
                host = 127.0.0.1
                port = %d
                [indexer]
                url = postgresql://postgres@127.0.0.1:%d/gnocchi
                [storage]
                driver = s3
                s3_endpoint_url = http://127.0.0.1:%d
                s3_region_name = us-east-1
                s3_access_key_id = gnocchi
                s3_secret_access_key = gnocchi-secret
                s3_timeout = 10
                [incoming]
                flush_delay = 0.05
                [metricd]
                workers = 1
                metric_processing_delay = 0.3
                metric_cleanup_delay = 5
                """
                        .formatted(port, wire.port(), proxy.port());
        return ground.write(name + ".conf", text).toString();
    }

    @Override
    public List<Server> servers() {
        return List.copyOf(servers);
    }

    @Override
    public Set<Fault> faults() {
        var faults = EnumSet.allOf(Fault.class);
        if (storeDisk == null) {
            faults.remove(Fault.DISK_FULL);
        }
        return faults;
    }

    @Override
    public Recovery hurt(Fault fault) throws IOException, InterruptedException {
        return switch (fault) {
            case SERVER_KILLED -> killed(anyServer());
            case SERVER_TERMINATED -> terminated(anyServer());
            case SERVER_STOPPED -> stopped(anyServer());
            case METRICD_KILLED -> dead(anyMetricd(), null);
            case METRICD_KILLED_BEFORE_PUT -> dead(anyMetricd(), false);
            case METRICD_KILLED_BEFORE_COMMIT -> dead(anyMetricd(), true);
            case METRICD_STOPPED -> stopped(anyMetricd(), false);
            case METRICD_STOPPED_BEFORE_COMMIT -> stopped(anyMetricd(), true);
            case METRICD_CUT_OFF -> cutOff(anyMetricd());
            case METRICD_TERMINATED -> terminated(anyMetricd());
            case METRICD_ADDED -> added();
            case DATABASE_KILLED -> databaseKilled();
            case DATABASE_CUT -> wires(Wire.State.CUT, 3_000);
            case DATABASE_SILENT -> wires(Wire.State.SILENT, 4_000);
            case DATABASE_SLOW -> wires(Wire.State.SLOW, 4_000);
            case DATABASE_TEARING -> wires(Wire.State.TEARING, 5_000);
            case STORE_REFUSES -> store(Mischief.REFUSE, 0.8);
            case STORE_RESETS_BEFORE -> store(Mischief.RESET_BEFORE, 0.5);
            case STORE_RESETS_AFTER -> store(Mischief.RESET_AFTER, 0.5);
            case STORE_TRUNCATES -> store(Mischief.TRUNCATE, 0.5);
            case STORE_SLOW -> store(Mischief.DELAY, 1);
            case STORE_SILENT -> store(Mischief.HOLD, 1);
            case DISK_FULL -> diskFull();
        };
    }

    private Server anyServer() {
        return servers.get(chance.nextInt(servers.size()));
    }

    private Metricd anyMetricd() {
        return metricds.get(chance.nextInt(metricds.size()));
    }

    private static Recovery killed(Server server) {
        server.process().kill();
        long since = System.nanoTime();
        server.process().start();
        return Recovery.of(server, since);
    }

    private static Recovery terminated(Server server) {
        var complaint = Starting.terminate(server.process());
        long since = System.nanoTime();
        server.process().start();
        return Recovery.of(server, since).withComplaint(complaint);
    }

    private static Recovery stopped(Server server) {
        server.process().stop();
        Pause.millis(Starting.LONGER_THAN_A_LEASE_MILLIS);
        server.process().resume();
        return Recovery.of(server, System.nanoTime());
    }

    /// @param afterPut in the middle of a fold, after or before its segment is put; null for now
    private Recovery dead(Metricd metricd, @Nullable Boolean afterPut) throws InterruptedException {
        var process = metricd.process();
        long pid = process.pid();
        if (afterPut == null) {
            process.kill();
        } else {
            weather.ambush(process.name(), afterPut, UNTIL_A_FOLD, process::kill);
        }
        long since = System.nanoTime();
        var seconds = takeover.without(pid, since);
        process.start();
        return handedOver(process, seconds);
    }

    private static Recovery handedOver(LiveProcess process, @Nullable Double seconds) {
        var recovery = Recovery.ofAny().withTakeover(seconds);
        return seconds == null
                ? recovery.withComplaint("the sacks of " + process.name() + " stay where they are")
                : recovery;
    }

    private Recovery stopped(Metricd metricd, boolean beforeCommit) throws InterruptedException {
        var process = metricd.process();
        if (beforeCommit) {
            weather.ambush(process.name(), true, UNTIL_A_FOLD, process::stop);
        } else {
            process.stop();
        }
        long since = System.nanoTime();
        var seconds = takeover.without(process.pid(), since);
        sleepUntil(since, Starting.LONGER_THAN_A_LEASE_MILLIS);
        process.resume();
        return handedOver(process, seconds);
    }

    private Recovery cutOff(Metricd metricd) {
        metricd.wire().become(Wire.State.CUT);
        long since = System.nanoTime();
        var seconds = takeover.without(metricd.process().pid(), since);
        sleepUntil(since, Starting.LONGER_THAN_A_LEASE_MILLIS);
        metricd.wire().become(Wire.State.OPEN);
        return handedOver(metricd.process(), seconds);
    }

    private static void sleepUntil(long sinceNanos, long millis) {
        long passed = (System.nanoTime() - sinceNanos) / 1_000_000;
        Pause.millis(Math.max(0, millis - passed));
    }

    private Recovery terminated(Metricd metricd) {
        var process = metricd.process();
        long pid = process.pid();
        var complaint = Starting.terminate(process);
        var seconds = takeover.without(pid, System.nanoTime());
        process.start();
        var recovery = handedOver(process, seconds);
        return complaint == null ? recovery : recovery.withComplaint(complaint);
    }

    /// One comes, takes its share, and goes again.
    private Recovery added() throws IOException {
        var more = metricd();
        more.process().start();
        var share = takeover.with(more.process().pid(), System.nanoTime());
        long pid = more.process().pid();
        var complaint = Starting.terminate(more.process());
        var seconds = takeover.without(pid, System.nanoTime());
        var recovery = handedOver(more.process(), seconds);
        if (share == null) {
            return recovery.withComplaint(more.process().name() + " gets no sacks");
        }
        return complaint == null ? recovery : recovery.withComplaint(complaint);
    }

    private Recovery databaseKilled() {
        database.kill();
        // Whole machines start at once, and the database is not always the first to be ready.
        var early = anyMetricd().process();
        early.kill();
        early.start();
        Pause.millis(1_000 + chance.nextLong(4_000));
        database.start();
        return settled();
    }

    private Recovery wires(Wire.State state, long millis) {
        wires.forEach(wire -> wire.become(state));
        Pause.millis(millis);
        wires.forEach(wire -> wire.become(Wire.State.OPEN));
        return settled();
    }

    private Recovery store(Mischief mischief, double share) {
        weather.become(mischief, share);
        Pause.millis(3_000 + chance.nextLong(2_000));
        weather.clear();
        return settled();
    }

    private Recovery diskFull() throws IOException {
        var disk = storeDisk;
        if (disk == null) {
            throw new IllegalStateException("there is no disk to fill");
        }
        disk.fill();
        Pause.millis(2_000 + chance.nextLong(3_000));
        disk.empty();
        return settled();
    }

    /// The sacks may have been nobody's for a while.
    private Recovery settled() {
        var recovery = Recovery.ofAny();
        var seconds = takeover.complete(recovery.sinceNanos());
        return seconds == null
                ? recovery.withComplaint("there are sacks that nobody takes")
                : recovery.withTakeover(seconds);
    }

    @Override
    public void drizzle(boolean on) {
        weather.drizzle(on);
    }

    @Override
    public boolean quiet() {
        return metricds.stream()
                .map(metricd -> Starting.terminate(metricd.process()))
                .allMatch(complaint -> complaint == null);
    }

    @Override
    public void fold() {
        metricds.forEach(metricd -> metricd.process().start());
    }

    @Override
    public List<String> account() {
        var lines = new ArrayList<String>();
        lines.add("requests to S3          " + weather.done());
        lines.add(
                "connections torn        "
                        + wires.stream().mapToLong(Wire::torn).sum()
                        + " between a question to PostgreSQL and its answer");
        if (storeDisk == null) {
            lines.add("the disk of S3 was not filled: mounting a small one takes root");
        }
        return lines;
    }

    @Override
    public void close() throws IOException {
        weather.clear();
        for (var proxy : proxies) {
            proxy.close();
        }
        for (var wire : wires) {
            wire.close();
        }
        ground.close();
    }
}
