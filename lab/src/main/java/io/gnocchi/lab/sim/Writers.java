package io.gnocchi.lab.sim;

import io.gnocchi.core.incoming.Inbox;
import io.gnocchi.core.incoming.InboxSettings;
import io.gnocchi.core.incoming.Posted;
import io.gnocchi.core.incoming.Receipt;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.query.LatenessReader;
import io.gnocchi.core.segment.BatchEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The api nodes, and the clients that post to them.
final class Writers {
    private static final int NODES = 2;

    private final World world;
    private final Ledger ledger;
    private final List<Inbox> inboxes = new ArrayList<>();
    private double nextValue = 1;
    private int reports;
    private int imports;

    /// What was imported before: some of it comes again.
    private final List<long[]> imported = new ArrayList<>();

    /// How many of eight requests are imports.
    private final int importsOf8;

    Writers(World world, Ledger ledger) {
        this.world = world;
        this.ledger = ledger;
        importsOf8 = 2 * world.random.nextInt(3);
    }

    /// How many reports of late measures were right.
    int reports() {
        return reports;
    }

    /// How many imports were acknowledged.
    int imports() {
        return imports;
    }

    void enter() {
        for (int node = 0; node < NODES; node++) {
            inboxes.add(startNode(node));
        }
        for (int client = 0; client < 3; client++) {
            world.stage.enter("client " + client, this::post);
        }
    }

    /// The inbox of some node.
    Inbox someInbox() {
        return inboxes.get(world.random.nextInt(NODES));
    }

    /// A node may have asked the index just before a change.
    Metric sometimesStale(Metric metric) {
        var stale = world.formerly.stream().filter(each -> each.id().equals(metric.id())).toList();
        return stale.isEmpty() || world.random.nextInt(10) > 0 ? metric : stale.getLast();
    }

    /// An api node: flushes its inbox until it crashes, then a new process takes its place.
    private Inbox startNode(int node) {
        var place = world.place();
        var inbox =
                new Inbox(
                        place.store(),
                        place.manifest(),
                        place.names(),
                        place.clock(),
                        new InboxSettings(Duration.ZERO, 16_000_000, 16_000_000));
        world.stage.enter(
                "node " + node,
                () -> {
                    try {
                        while (!world.isSettling()) {
                            inbox.flush();
                            world.stage.pause();
                        }
                        inbox.flush();
                    } catch (Crash e) {
                        inboxes.set(node, startNode(node));
                        throw e;
                    }
                });
        return inbox;
    }

    /// A client: posts to some node, one request after the other.
    private void post() {
        var lateness = reporter();
        int losses = world.losses();
        for (int i = 0; i < 40 && !world.isSettling(); i++) {
            var request = new ArrayList<Posted>();
            boolean imports = world.random.nextInt(8) < importsOf8;
            for (var metric : world.metrics.values()) {
                if (world.random.nextInt(3) == 0 && !world.deleted.contains(metric.id())) {
                    request.add(
                            imports
                                    ? new Posted(sometimesStale(metric), somePast(), true)
                                    : new Posted(sometimesStale(metric), someMeasures()));
                }
            }
            int lossesBefore = world.losses();
            if (losses != lossesBefore) {
                lateness = reporter();
                losses = lossesBefore;
            }
            var before = world.random.nextInt(3) == 0 ? looked(lateness, request) : null;
            var receipt = someInbox().join(request);
            ledger.posted(request, receipt);
            int patience = 60;
            while (!receipt.isSettled() && patience-- > 0 && !world.isSettling()) {
                world.stage.pause();
            }
            this.imports += imports && receipt.isAcknowledged() ? 1 : 0;
            if (before != null && receipt.isAcknowledged()) {
                reportIsRight(lateness, before, receipt, request, lossesBefore);
            }
        }
    }

    /// One for each client: a reader waits for the reads of others, which a stage that runs one at
    /// a time would never finish.
    private LatenessReader reporter() {
        var place = world.place();
        return new LatenessReader(place.manifest(), place.store(), place.segments());
    }

    private static LatenessReader.@Nullable Before looked(
            LatenessReader lateness, List<Posted> request) {
        try {
            return lateness.before(request.stream().map(posted -> posted.metric().id()).toList());
        } catch (UnavailableException ignored) {
            return null;
        }
    }

    /// What lay behind the window is what the model says, wherever the request has got to
    /// meanwhile. The process that looks, hands in and reports is one: it dies with the manifest,
    /// and what it saw and what ordinal it was given mean nothing to a restored one.
    private void reportIsRight(
            LatenessReader lateness,
            LatenessReader.Before before,
            Receipt receipt,
            List<Posted> request,
            int lossesBefore) {
        var place = receipt.place();
        if (place == null || world.losses() != lossesBefore) {
            return;
        }
        var own = new ArrayList<BatchEntry>();
        for (var posted : request) {
            own.add(new BatchEntry(posted.metric().id(), posted.request()));
        }
        Map<UUID, Long> late;
        try {
            late = lateness.late(before, place.ordinal(), place.earlier(), own);
        } catch (UnavailableException ignored) {
            return; // Told that it cannot be told.
        }
        if (world.losses() != lossesBefore) {
            return;
        }
        for (var posted : request) {
            var id = posted.metric().id();
            int requests = requestsBefore(id, place);
            var batches = world.journal.first((int) place.ordinal());
            long expected =
                    ReferenceModel.of(id, batches, requests + 1).behind()
                            - ReferenceModel.of(id, batches, requests).behind();
            if (expected != late.getOrDefault(id, 0L)) {
                throw new AssertionError(
                        "%d measures of %s lay behind the window, reported %s"
                                .formatted(expected, id, late));
            }
        }
        reports++;
    }

    private int requestsBefore(UUID metric, Receipt.Place place) {
        long count = place.earlier().stream().filter(each -> each.metric().equals(metric)).count();
        for (var batch : world.journal.first((int) place.ordinal() - 1)) {
            for (var ofMetric : batch) {
                count += ofMetric.metric().equals(metric) ? ofMetric.requests().size() : 0;
            }
        }
        return (int) count;
    }

    /// A few measures around a moving now: on time, late, in the future, some with the same
    /// timestamp. Every value is used once, so that any measure can be recognized.
    private Measures someMeasures() {
        var random = world.random;
        int count = 1 + random.nextInt(6);
        var timestamps = new long[count];
        var values = new double[count];
        long base = world.measuredNanos();
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

    /// Measures to be imported: from before the window to now, or the times of an import before.
    private Measures somePast() {
        var random = world.random;
        if (!imported.isEmpty() && random.nextInt(4) == 0) {
            return valued(imported.get(random.nextInt(imported.size())).clone());
        }
        int count = 1 + random.nextInt(12);
        var timestamps = new long[count];
        long latest = world.measuredNanos() - random.nextLong(Duration.ofSeconds(500).toNanos());
        var spreads = new int[] {4000, 400, 100, 100, 20};
        long spread = Duration.ofSeconds(spreads[random.nextInt(spreads.length)]).toNanos();
        for (int i = 0; i < count; i++) {
            timestamps[i] = latest - random.nextLong(spread);
            if (random.nextInt(3) == 0) {
                timestamps[i] = timestamps[i] / 10_000_000_000L * 10_000_000_000L;
            }
        }
        imported.add(timestamps.clone());
        return valued(timestamps);
    }

    private Measures valued(long[] timestamps) {
        var values = new double[timestamps.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = nextValue++;
        }
        return new Measures(timestamps, values);
    }
}
