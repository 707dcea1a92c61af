package io.gnocchi.lab.outside;

import io.gnocchi.lab.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// `make torture`: real processes under load, hurt in every way there is one after the other, and
/// then read back to the last measure. Exit status 1 when anything is lost, doubled, or otherwise
/// not as promised.
public final class Torture {
    private static final int WRITERS = 8;
    private static final int METRICS = 3;
    private static final int READERS = 2;
    private static final Duration TO_RECOVER = Duration.ofMinutes(1);
    private static final Duration TO_FOLD = Duration.ofMinutes(3);
    private static final long BETWEEN_FAULTS_MILLIS = 700;
    private static final long LAST_WRITES_MILLIS = 3_000;
    private static final long WATCH_MILLIS = 500;
    private static final long FOLDED_MILLIS = 300;
    private static final String POLICY =
            """
            {"name": "outside", "back_window": 1, "aggregation_methods": ["count", "sum", "mean"],
             "definition": [{"granularity": 1, "timespan": 8640000},
                            {"granularity": 10, "timespan": 8640000},
                            {"granularity": 60, "timespan": 8640000}]}\
            """;

    private final Options options;
    private final Ground ground;
    private final Random chance;
    private final Deployment deployment;
    private final Account account = new Account();
    private final Report report = new Report();
    private final Verdict live = new Verdict();
    private final List<Track> tracks = new ArrayList<>();
    private final List<Writer> writers = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger restarts = new AtomicInteger();
    private final long begun = System.nanoTime();

    private Torture(Options options, Ground ground) throws IOException {
        this.options = options;
        this.ground = ground;
        this.chance = new Random(options.seed());
        this.deployment =
                options.onFiles()
                        ? new FileDeployment(ground, chance)
                        : new SharedDeployment(ground, chance);
    }

    public static void main(String[] arguments) throws Exception {
        Options options;
        try {
            options = Options.of(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + Options.USAGE);
            System.exit(2);
            return;
        }
        var ground = new Ground(Path.of("").toAbsolutePath());
        var end = new Thread(ground::close);
        Runtime.getRuntime().addShutdownHook(end);
        boolean good = new Torture(options, ground).run();
        ground.close();
        if (good && !options.keepsLogs()) {
            ground.forget();
        } else {
            System.out.println("the logs are in " + ground.folder());
        }
        System.exit(good ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        tell(
                "seed %d on %s, %s"
                        .formatted(
                                options.seed(),
                                options.onFiles() ? "files and SQLite" : "PostgreSQL and S3",
                                options.faults().isEmpty()
                                        ? "faults for " + options.seconds() + " s"
                                        : options.faults().size() + " faults"));
        Thread.ofVirtual().start(this::watch);
        try (deployment) {
            deployment.start();
            prepare();
            tell("%d writers post, %d readers read".formatted(WRITERS, READERS));
            start();
            hurt();
            return judge();
        }
    }

    private void prepare() {
        var api = deployment.servers().getFirst().api();
        api.ask("POST", "/v1/archive_policy", POLICY);
        for (int writer = 0; writer < WRITERS; writer++) {
            var metrics = new ArrayList<String>();
            for (int i = 0; i < METRICS; i++) {
                var metric =
                        api.ask("POST", "/v1/metric", "{\"archive_policy_name\": \"outside\"}");
                if (metric.at("/id") instanceof Json.Text(var id)) {
                    metrics.add(id);
                }
            }
            tracks.add(new Track(writer * METRICS, metrics));
        }
    }

    private void start() {
        var servers = deployment.servers();
        for (var track : tracks) {
            writers.add(new Writer(track, servers, account, new Random(chance.nextLong())));
        }
        for (int i = 0; i < READERS; i++) {
            readers.add(new Reader(tracks, servers, live, new Random(chance.nextLong())));
        }
        var client = Thread.ofVirtual().uncaughtExceptionHandler((_, e) -> failed(e));
        writers.forEach(writer -> threads.add(client.start(writer)));
        readers.forEach(reader -> threads.add(client.start(reader)));
    }

    private void failed(Throwable mistake) {
        report.complain("a client failed: " + mistake);
    }

    /// Looks at the memory of the processes, and does as whoever runs servers does: one that has
    /// ended by itself is started again.
    private void watch() {
        while (!over.get()) {
            for (var process : ground.processes()) {
                process.peakBytes();
                if (process.isOurs() && process.restartIfEnded()) {
                    restarts.incrementAndGet();
                    report.complain(process.name() + " ended by itself");
                }
            }
            Pause.millis(WATCH_MILLIS);
        }
    }

    private void hurt() throws IOException, InterruptedException {
        deployment.drizzle(true);
        if (options.faults().isEmpty()) {
            hurtForAWhile();
        } else {
            for (var fault : options.faults()) {
                hurt(fault);
            }
        }
        deployment.drizzle(false);
    }

    /// All faults in some order, and again in another.
    private void hurtForAWhile() throws IOException, InterruptedException {
        long end = System.nanoTime() + options.seconds() * 1_000_000_000L;
        var next = new ArrayDeque<Fault>();
        while (System.nanoTime() < end) {
            if (next.isEmpty()) {
                var shuffled = new ArrayList<>(deployment.faults());
                Collections.shuffle(shuffled, chance);
                next.addAll(shuffled);
            }
            hurt(next.remove());
        }
    }

    private void hurt(Fault fault) throws IOException, InterruptedException {
        if (!deployment.faults().contains(fault)) {
            tell("left out: " + fault.words());
            return;
        }
        Pause.millis(BETWEEN_FAULTS_MILLIS);
        var recovery = deployment.hurt(fault);
        var writes =
                account.awaitAcknowledgment(recovery.server(), recovery.sinceNanos(), TO_RECOVER);
        if (writes == null) {
            throw new IllegalStateException(
                    "no 202 within " + TO_RECOVER + " after " + fault.words());
        }
        report.healed(fault, writes, recovery.takeoverSeconds());
        tell("%s: 202 after %.1f s%s".formatted(fault.words(), writes, sacks(recovery)));
        if (recovery.complaint() != null) {
            report.complain(fault.words() + ": " + recovery.complaint());
        }
    }

    private static String sacks(Recovery recovery) {
        var seconds = recovery.takeoverSeconds();
        return seconds == null ? "" : ", all sacks held after %.1f s".formatted(seconds);
    }

    private boolean judge() throws IOException, InterruptedException {
        if (!deployment.quiet()) {
            report.complain("a process did not end as it should when it was asked to");
        }
        Pause.millis(LAST_WRITES_MILLIS);
        writers.forEach(Writer::stop);
        readers.forEach(Reader::stop);
        for (var thread : threads) {
            thread.join();
        }
        var api = deployment.servers().getLast().api();
        var audit = new Audit(api);
        long waiting = api.backlog();
        tell("everything is read back, with %,d bundles not folded".formatted(waiting));
        var unfolded = audit.of(tracks);
        deployment.fold();
        double took = awaitFolded(api);
        tell("everything is folded after %.1f s, and read back again".formatted(took));
        var folded = audit.of(tracks);
        boolean seen = audit.seesPlantedLoss(tracks.getFirst());
        over.set(true);
        complainOf(waiting, seen);
        return report(List.of(live, unfolded, folded), waiting, took, seen);
    }

    private void complainOf(long waiting, boolean seen) throws IOException {
        account.complaints().forEach(report::complain);
        if (waiting <= 0) {
            report.complain("nothing waited to be folded when it was read for the first time");
        }
        if (!seen) {
            report.complain("a loss planted in the books is not seen: this run proves nothing");
        }
        if (account.acknowledged() == 0) {
            report.complain("nothing was acknowledged: this run proves nothing");
        }
        Report.mistakes(ground.processes()).forEach(report::complain);
    }

    /// @return how many seconds it took
    private double awaitFolded(Api api) {
        long since = System.nanoTime();
        while (api.backlog() != 0) {
            if (System.nanoTime() - since > TO_FOLD.toNanos()) {
                report.complain("the backlog is not folded after " + TO_FOLD);
                break;
            }
            Pause.millis(FOLDED_MILLIS);
        }
        return (System.nanoTime() - since) / 1e9;
    }

    private boolean report(List<Verdict> verdicts, long waiting, double took, boolean seen) {
        System.out.printf("%n%s%n%s", report.faults(), account);
        System.out.printf("faults                  %d%n", report.faultCount());
        deployment.account().forEach(System.out::println);
        System.out.printf("ended by themselves     %d processes, started again%n", restarts.get());
        System.out.println(Report.memory(ground.processes()));
        System.out.printf(
                "reads while hurt        %,d answered, %,d failed; %s%n",
                readers.stream().mapToLong(Reader::answered).sum(),
                readers.stream().mapToLong(Reader::failed).sum(),
                verdicts.get(0));
        System.out.printf("read with %,d bundles not folded: %s%n", waiting, verdicts.get(1));
        System.out.printf("read with all folded, %.1f s later: %s%n", took, verdicts.get(2));
        System.out.printf("a planted loss          %s%n", seen ? "is seen" : "IS NOT SEEN");
        verdicts.forEach(verdict -> verdict.examples().forEach(System.out::println));
        report.complaints()
                .forEach(complaint -> System.out.println("NOT AS IT SHOULD: " + complaint));
        System.out.printf(
                "lost = %d, doubled = %d%n",
                verdicts.stream().mapToLong(Verdict::lost).sum(),
                verdicts.stream().mapToLong(Verdict::doubled).sum());
        return verdicts.stream().allMatch(Verdict::isGood) && report.complaints().isEmpty();
    }

    private void tell(String text) {
        System.out.printf("%6.1f s  %s%n", (System.nanoTime() - begun) / 1e9, text);
    }
}
