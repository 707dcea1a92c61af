package io.gnocchi.lab.sim;

import io.gnocchi.core.incoming.Inbox;
import io.gnocchi.core.incoming.InboxSettings;
import io.gnocchi.core.incoming.Posted;
import io.gnocchi.core.incoming.Receipt;
import io.gnocchi.core.index.MemoryIndex;
import io.gnocchi.core.index.MetricChange;
import io.gnocchi.core.index.NewMetric;
import io.gnocchi.core.manifest.Contents;
import io.gnocchi.core.manifest.Manifest.Fate;
import io.gnocchi.core.manifest.MemoryManifest;
import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.TimeRange;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.processing.Worker;
import io.gnocchi.core.processing.WorkerSettings;
import io.gnocchi.core.query.Answer;
import io.gnocchi.core.query.LatenessReader;
import io.gnocchi.core.query.MeasuresReader;
import io.gnocchi.core.repair.ManifestRebuild;
import io.gnocchi.core.repair.Progress;
import io.gnocchi.core.segment.BatchEntry;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.segment.SegmentCache;
import io.gnocchi.core.series.Canonical;
import io.gnocchi.core.series.Request;
import io.gnocchi.core.store.MemoryStore;
import io.gnocchi.core.store.ObjectMissingException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// One simulated deployment: api nodes, workers, readers and clients over in-memory doors, with
/// faults, under one seed. [#run] plays it, then lets everything settle and checks every answer
/// against the [ReferenceModel].
final class Cluster {
    private static final int NODES = 2;
    private static final int WORKERS = 2;
    private static final Duration TERM = Duration.ofSeconds(30);

    /// Measures come from both sides of a midnight, so that some windows of time come to rest.
    private static final long MIDNIGHT = Duration.ofDays(20).toNanos();

    private final long seed;
    private final Flaw flaw;
    private final SplittableRandom random;
    private final Stage stage;
    private final Faults faults;
    private final MemoryStore objects = new MemoryStore();
    private final MemoryManifest truth = new MemoryManifest(new Sacks(3));
    private final MemoryIndex index = new MemoryIndex();
    private final Invariants invariants = new Invariants(truth);
    private final Journal journal;
    private final Flaw.Parts parts;
    private final SimulatedStore store;
    private final ObjectNames names;
    private final Policies policies;
    private final Map<UUID, Metric> metrics = new TreeMap<>();
    private final List<Metric> formerly = new ArrayList<>();
    private final Set<UUID> deleted = new HashSet<>();
    private final Map<Double, Receipt> receipts = new HashMap<>();
    private final Map<TimeRange, Receipt> erasures = new HashMap<>();
    private final List<Inbox> inboxes = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private double nextValue = 1;
    private int workersBorn;
    private int reads;
    private int reports;
    private int losses;
    private int rebuilt;
    private int exactlyRebuilt;
    private boolean settling;

    Cluster(long seed, Flaw flaw) {
        this.seed = seed;
        this.flaw = flaw;
        this.random = new SplittableRandom(seed);
        this.stage = new Stage(random);
        this.faults = new Faults(stage, random);
        this.journal = new Journal(objects, stage);
        this.parts = new Flaw.Parts(truth, faults, invariants, journal);
        this.store = new SimulatedStore(objects, faults, invariants);
        this.names = new ObjectNames(() -> now, random);
        this.policies = new Policies(random);
    }

    /// Plays the seed.
    ///
    /// @throws AssertionError when an invariant is broken; the message names the seed
    Report run() {
        // The director sits on a virtual thread as the actors do: handing over costs far less.
        var director = new FutureTask<>(this::direct);
        Thread.ofVirtual().start(director);
        try {
            return director.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AssertionError broken ? broken : new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private Report direct() {
        try {
            createMetrics();
            for (int node = 0; node < NODES; node++) {
                inboxes.add(startNode(node));
            }
            for (int client = 0; client < 3; client++) {
                stage.enter("client " + client, this::post);
            }
            for (int worker = 0; worker < WORKERS; worker++) {
                startWorker();
            }
            stage.enter("reader", () -> read("reader"));
            stage.enter("user", this::deleteSomeMetric);
            stage.enter("another user", this::eraseAndTurn);
            play(400 + random.nextInt(800));
            settle();
            everythingAcknowledgedIsThereOnce();
            metrics.values().forEach(this::answersAreRight);
            return new Report(
                    stage.steps(),
                    journal.length(),
                    faults.injected(),
                    reads,
                    archives(),
                    erasures.values().stream().filter(Receipt::isAcknowledged).count(),
                    formerly.size(),
                    reports,
                    losses,
                    rebuilt,
                    exactlyRebuilt);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        } finally {
            stage.close();
        }
    }

    private long archives() {
        return truth.views(List.of(0, 1, 2)).stream()
                .flatMap(view -> view.parts().stream())
                .filter(part -> part.through() == 0)
                .count();
    }

    private void createMetrics() {
        for (int i = 0; i < 6; i++) {
            var policy = policies.next("policy " + i);
            index.createArchivePolicy(policy);
            var id = new UUID(random.nextLong(), random.nextLong());
            index.createMetrics(
                    List.of(new NewMetric(id, "admin", "m" + i, null, null, policy.name())));
            metrics.put(id, new Metric(id, "admin", "m" + i, null, null, policy));
        }
    }

    private void play(int steps) {
        var disasters = new HashSet<Integer>();
        for (int i = random.nextInt(3); i > 0; i--) {
            disasters.add(random.nextInt(steps));
        }
        for (int i = 0; i < steps; i++) {
            if (disasters.contains(i)) {
                loseTheManifest();
            }
            now = now.plusMillis(random.nextInt(200));
            stage.step();
        }
    }

    /// Every process dies, the manifest is gone, and is made anew from the objects alone. It says
    /// what it said, up to batches and commits that were under way.
    private void loseTheManifest() {
        losses++;
        stage.killAllBut(name -> name.startsWith("client") || name.equals("user"));
        var contents =
                ManifestRebuild.contents(
                        objects,
                        truth.sacks().count(),
                        finding -> {
                            throw new AssertionError("restoring: " + finding.text());
                        },
                        Progress.SILENT);
        for (var state : contents.states()) {
            rebuilt++;
            var view = truth.view(state.sack());
            if (state.generation() < view.generation()) {
                throw new AssertionError("older than what was committed: " + state);
            }
            var record = state.record();
            boolean committed =
                    record == null || truth.fates(List.of(record)).get(record) == Fate.KNOWN;
            if (committed) {
                exactlyRebuilt++;
                requireSame(view, state);
            }
        }
        journal.restored(contents);
        truth.restore(contents);
        invariants.hold();
    }

    private static void requireSame(SackView view, Contents.State state) {
        boolean same =
                view.consumed() == state.consumed()
                        && view.generation() == state.generation()
                        && Set.copyOf(view.parts()).equals(Set.copyOf(state.parts()))
                        && view.setAside().equals(state.setAside());
        if (!same) {
            throw new AssertionError("restored %s, was %s".formatted(state, view));
        }
    }

    /// An api node: flushes its inbox until it crashes, then a new process takes its place.
    private Inbox startNode(int node) {
        var inbox =
                new Inbox(
                        store,
                        flaw.plant(parts),
                        names,
                        () -> now,
                        new InboxSettings(Duration.ZERO, 1000, 1_000_000));
        stage.enter(
                "node " + node,
                () -> {
                    try {
                        while (!settling) {
                            inbox.flush();
                            stage.pause();
                        }
                        inbox.flush();
                    } catch (Crash e) {
                        inboxes.set(node, startNode(node));
                        throw e;
                    }
                });
        return inbox;
    }

    private void startWorker() {
        var name = "worker " + workersBorn++;
        var segments = new SegmentCache(store, 1000);
        var settings =
                new WorkerSettings(
                        TERM,
                        200 + random.nextInt(2000),
                        2 + random.nextInt(3),
                        1 << random.nextInt(8, 16),
                        random.nextInt(2000),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        100);
        stage.enter(
                name,
                () -> {
                    var worker =
                            new Worker(
                                    name,
                                    flaw.plant(parts),
                                    store,
                                    index,
                                    segments,
                                    names,
                                    () -> now,
                                    settings);
                    try {
                        while (!settling) {
                            work(worker);
                            stage.pause();
                        }
                    } catch (Crash e) {
                        startWorker();
                        throw e;
                    }
                });
    }

    private void work(Worker worker) {
        try {
            worker.runOnce();
            if (random.nextInt(4) == 0) {
                worker.cleanUp();
            }
        } catch (UnavailableException | ObjectMissingException ignored) {
            // A worker tries again; its next step begins from what the manifest says.
        }
    }

    /// A client: posts to some node, one request after the other.
    private void post() {
        for (int i = 0; i < 40 && !settling; i++) {
            var request = new ArrayList<Posted>();
            for (var metric : metrics.values()) {
                if (random.nextInt(3) == 0 && !deleted.contains(metric.id())) {
                    request.add(new Posted(sometimesStale(metric), someMeasures()));
                }
            }
            var lateness =
                    new LatenessReader(flaw.plant(parts), store, new SegmentCache(store, 1000));
            int lossesBefore = losses;
            var before = random.nextInt(3) == 0 ? looked(lateness, request) : null;
            var receipt = inboxes.get(random.nextInt(NODES)).join(request);
            for (var posted : request) {
                receipts.put(posted.measures().values()[0], receipt);
            }
            int patience = 60;
            while (!receipt.isSettled() && patience-- > 0 && !settling) {
                stage.pause();
            }
            if (before != null && receipt.isAcknowledged()) {
                reportIsRight(lateness, before, receipt, request, lossesBefore);
            }
        }
    }

    private LatenessReader.@Nullable Before looked(LatenessReader lateness, List<Posted> request) {
        try {
            return lateness.before(request.stream().map(posted -> posted.metric().id()).toList());
        } catch (UnavailableException ignored) {
            return null;
        }
    }

    /// What came too late is what the model says, wherever the request has got to meanwhile. The
    /// process that looks, hands in and reports is one: it dies with the manifest, and what it saw
    /// and what ordinal it was given mean nothing to a restored one.
    private void reportIsRight(
            LatenessReader lateness,
            LatenessReader.Before before,
            Receipt receipt,
            List<Posted> request,
            int lossesBefore) {
        var place = receipt.place();
        if (place == null || losses != lossesBefore) {
            return;
        }
        var own = new ArrayList<BatchEntry>();
        for (var posted : request) {
            var measures = Canonical.canonical(posted.measures());
            own.add(
                    new BatchEntry(
                            posted.metric().id(),
                            new Request.Post(posted.metric().policy(), measures)));
        }
        Map<UUID, Long> late;
        try {
            late = lateness.late(before, place.ordinal(), place.earlier(), own);
        } catch (UnavailableException ignored) {
            return; // Told that it cannot be told.
        }
        if (losses != lossesBefore) {
            return;
        }
        for (var posted : request) {
            var id = posted.metric().id();
            int requests = requestsBefore(id, place);
            var batches = journal.first((int) place.ordinal());
            long expected =
                    ReferenceModel.of(id, batches, requests + 1).late()
                            - ReferenceModel.of(id, batches, requests).late();
            if (expected != late.getOrDefault(id, 0L)) {
                throw new AssertionError(
                        "%d measures of %s came too late, reported %s"
                                .formatted(expected, id, late));
            }
        }
        reports++;
    }

    private int requestsBefore(UUID metric, Receipt.Place place) {
        long count = place.earlier().stream().filter(each -> each.metric().equals(metric)).count();
        for (var batch : journal.first((int) place.ordinal() - 1)) {
            for (var ofMetric : batch) {
                count += ofMetric.metric().equals(metric) ? ofMetric.requests().size() : 0;
            }
        }
        return (int) count;
    }

    /// A node may have asked the index just before a change.
    private Metric sometimesStale(Metric metric) {
        var stale = formerly.stream().filter(each -> each.id().equals(metric.id())).toList();
        return stale.isEmpty() || random.nextInt(10) > 0 ? metric : stale.getLast();
    }

    /// A user who removes measures and changes policies, of a few metrics, not in every run.
    private void eraseAndTurn() {
        int often = random.nextInt(3);
        for (int i = 0; i < 40 && !settling; i++) {
            for (int patience = random.nextInt(30); patience > 0 && !settling; patience--) {
                stage.pause();
            }
            var metric = List.copyOf(metrics.values()).get(random.nextInt(3));
            if (deleted.contains(metric.id())) {
                continue;
            }
            if (random.nextInt(4) < often) {
                var range = someRange();
                var node = inboxes.get(random.nextInt(NODES));
                erasures.put(range, node.joinErasure(sometimesStale(metric), range));
            }
            if (random.nextInt(8) < often) {
                turn(metric);
            }
        }
    }

    private void turn(Metric metric) {
        var policy = policies.next("policy " + metric.name() + " " + formerly.size());
        index.createArchivePolicy(policy);
        var changed = index.updateMetric(metric.id(), new MetricChange(policy.name(), null));
        formerly.add(metric);
        metrics.put(metric.id(), changed);
    }

    /// Short or long, round or not, mostly around a moving now.
    private TimeRange someRange() {
        long base = MIDNIGHT + Duration.ofMillis(stage.steps() * 250 - 60_000).toNanos();
        long start = base - random.nextLong(Duration.ofSeconds(200).toNanos());
        long length =
                1 + random.nextLong(Duration.ofSeconds(random.nextBoolean() ? 20 : 300).toNanos());
        long stop = start + length;
        if (random.nextBoolean()) {
            start = start / 10_000_000_000L * 10_000_000_000L;
            stop = stop / 10_000_000_000L * 10_000_000_000L + 10_000_000_000L;
        }
        boolean endless = random.nextInt(20) == 0;
        return new TimeRange(start, endless ? Long.MAX_VALUE : stop);
    }

    /// A few measures around a moving now: on time, late, in the future, some with the same
    /// timestamp. Every value is used once, so that any measure can be recognized.
    private Measures someMeasures() {
        int count = 1 + random.nextInt(6);
        var timestamps = new long[count];
        var values = new double[count];
        long base = MIDNIGHT + Duration.ofMillis(stage.steps() * 250 - 60_000).toNanos();
        var spreads = new int[] {400_000, 4000, 40, 40, 40, 40, 40, 40, 40, 40};
        long spread = Duration.ofSeconds(spreads[random.nextInt(spreads.length)]).toNanos();
        for (int i = 0; i < count; i++) {
            timestamps[i] = base - random.nextLong(spread);
            if (random.nextInt(3) == 0) {
                timestamps[i] = timestamps[i] / 10_000_000_000L * 10_000_000_000L;
            }
            values[i] = nextValue++;
        }
        return new Measures(timestamps, values);
    }

    private void read(String reader) {
        while (!settling) {
            var all = List.copyOf(metrics.values());
            var metric = all.get(random.nextInt(all.size()));
            try {
                var methods = List.copyOf(metric.policy().methods());
                answerIsRight(metric, methods.get(random.nextInt(methods.size())));
                reads++;
            } catch (UnavailableException ignored) {
                // Told to come back later.
            } catch (Crash e) {
                stage.enter(reader + "'", () -> read(reader + "'"));
                throw e;
            }
            stage.pause();
        }
    }

    private void deleteSomeMetric() {
        for (int i = 0; i < 100; i++) {
            stage.pause();
        }
        if (random.nextBoolean()) {
            var id = metrics.keySet().iterator().next();
            deleted.add(id);
            index.deleteMetric(id);
        }
    }

    /// Faults end, everybody comes to rest, one worker does what is left.
    private void settle() {
        faults.stop();
        settling = true;
        for (int i = 0; i < 100_000 && stage.step(); i++) {
            now = now.plusMillis(10);
        }
        now = now.plus(TERM).plus(TERM);
        var worker =
                new Worker(
                        "the last worker",
                        flaw.plant(parts),
                        store,
                        index,
                        new SegmentCache(store, 1000),
                        names,
                        () -> now,
                        WorkerSettings.defaults());
        worker.runOnce();
        worker.cleanUp();
        if (truth.backlog().bundles() != 0) {
            throw new AssertionError("a backlog remains: " + truth.backlog());
        }
        if (!index.deletedMetrics(10).isEmpty()) {
            throw new AssertionError("deleted metrics remain: " + index.deletedMetrics(10));
        }
    }

    /// Every acknowledged request stands in the journal, no measure stands there twice. The first
    /// value of a request is its smallest, so it survives whatever timestamps are equal.
    private void everythingAcknowledgedIsThereOnce() {
        var seen = new HashSet<Double>();
        var removed = new HashSet<TimeRange>();
        for (var batch : journal.first(journal.length())) {
            for (var requests : batch) {
                for (var request : requests.requests()) {
                    switch (request) {
                        case Request.Post(_, var measures) -> requireNew(measures, seen);
                        case Request.Erasure(_, var range) -> removed.add(range);
                    }
                }
            }
        }
        erasures.forEach((range, receipt) -> {
            if (receipt.isAcknowledged() && !removed.contains(range)) {
                throw new AssertionError("acknowledged erasure of " + range + " is lost");
            }
        });
        receipts.forEach((value, receipt) -> {
            if (receipt.isAcknowledged() && !seen.contains(value)) {
                throw new AssertionError("acknowledged measure " + value + " is lost");
            }
        });
    }

    private static void requireNew(Measures measures, Set<Double> seen) {
        for (double value : measures.values()) {
            if (!seen.add(value)) {
                throw new AssertionError("measure " + value + " counts twice");
            }
        }
    }

    private void answersAreRight(Metric metric) {
        metric.policy().methods().forEach(method -> answerIsRight(metric, method));
    }

    private void answerIsRight(Metric metric, AggregationMethod method) {
        var reader = new MeasuresReader(flaw.plant(parts), store, new SegmentCache(store, 1000));
        var answers = reader.read(metric, method, null, Long.MIN_VALUE, Long.MAX_VALUE, null);
        if (deleted.contains(metric.id())) {
            return; // Its data may go at any moment now.
        }
        int known = journal.lengthAtView(stage.onStage());
        var model = ReferenceModel.of(metric.id(), metric.policy(), journal.first(known));
        for (var answer : answers) {
            compare(metric, method, answer, model);
        }
    }

    private static void compare(
            Metric metric, AggregationMethod method, Answer answer, ReferenceModel model) {
        var span = ((Answer.Label.Span) answer.label()).span();
        var expected = new TreeMap<>(model.series(method, span));
        var actual = new TreeMap<Long, Double>();
        for (int i = 0; i < answer.timestamps().length; i++) {
            actual.put(answer.timestamps()[i], answer.values()[i]);
        }
        var buckets = new TreeSet<>(expected.keySet());
        buckets.addAll(actual.keySet());
        for (long bucket : buckets) {
            if (!close(expected.get(bucket), actual.get(bucket))) {
                throw new AssertionError(
                        "%s at %s of bucket %d: expected %s, answered %s; %s, all expected %s"
                                .formatted(
                                        method,
                                        span,
                                        bucket,
                                        expected.get(bucket),
                                        actual.get(bucket),
                                        metric,
                                        expected));
            }
        }
    }

    private static boolean close(@Nullable Double expected, @Nullable Double actual) {
        return expected != null
                && actual != null
                && Math.abs(expected - actual) <= 1e-9 * Math.max(1, Math.abs(expected));
    }
}
