package io.gnocchi.lab.outside;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One `gnocchi-server` on files and SQLite, on a disk that can be filled up.
final class FileDeployment implements Deployment {
    private final Ground ground;
    private final RandomGenerator chance;
    private final int port = Ground.freePort();
    private @Nullable SmallDisk disk;
    private final LiveProcess process;
    private final LiveProcess quiet;
    private final Server server;

    FileDeployment(Ground ground, RandomGenerator chance) throws IOException {
        this.ground = ground;
        this.chance = chance;
        this.disk = ground.smallDisk("data");
        this.process = process("server", 0.3);
        this.quiet = process("server-that-folds-nothing", 3_600);
        this.server = new Server(process, new Api(port));
    }

    private LiveProcess process(String name, double foldingSeconds) throws IOException {
        var text =
                """
                [metricd]
                workers = 2
                metric_processing_delay = %s
                metric_cleanup_delay = 5
                """
                        .formatted(foldingSeconds);
        return ground.ours(
                name,
                "gnocchi-server",
                "--config-file",
                ground.write(name + ".conf", text).toString(),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--data-dir",
                ground.folder().resolve("data").toString());
    }

    @Override
    public void start() {
        process.start();
        Starting.await(process, server.api());
    }

    @Override
    public List<Server> servers() {
        return List.of(server);
    }

    @Override
    public Set<Fault> faults() {
        var faults = EnumSet.of(Fault.SERVER_KILLED, Fault.SERVER_TERMINATED, Fault.SERVER_STOPPED);
        if (disk != null) {
            faults.add(Fault.DISK_FULL);
        }
        return faults;
    }

    @Override
    public Recovery hurt(Fault fault) throws IOException {
        Pause.millis(chance.nextLong(2_000));
        return switch (fault) {
            case SERVER_KILLED -> {
                process.kill();
                long since = System.nanoTime();
                process.start();
                yield Recovery.of(server, since);
            }
            case SERVER_TERMINATED -> {
                var complaint = Starting.terminate(process);
                long since = System.nanoTime();
                process.start();
                yield Recovery.of(server, since).withComplaint(complaint);
            }
            case SERVER_STOPPED -> {
                process.stop();
                Pause.millis(Starting.LONGER_THAN_A_LEASE_MILLIS);
                process.resume();
                yield Recovery.ofAny();
            }
            case DISK_FULL -> {
                var full = disk;
                if (full == null) {
                    throw new IllegalStateException("there is no disk to fill");
                }
                full.fill();
                Pause.millis(2_000 + chance.nextLong(3_000));
                full.empty();
                yield Recovery.ofAny();
            }
            default -> throw new IllegalArgumentException("not on files: " + fault);
        };
    }

    @Override
    public void drizzle(boolean on) {
        // There is no network to hurt.
    }

    @Override
    public boolean quiet() {
        boolean good = Starting.terminate(process) == null;
        quiet.start();
        Starting.await(quiet, server.api());
        return good;
    }

    @Override
    public void fold() {
        Starting.terminate(quiet);
        start();
    }

    @Override
    public List<String> account() {
        return disk == null
                ? List.of("the disk was not filled: mounting a small one takes root")
                : List.of();
    }

    @Override
    public void close() {
        ground.close();
    }
}
