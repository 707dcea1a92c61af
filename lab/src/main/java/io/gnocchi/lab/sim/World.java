package io.gnocchi.lab.sim;

import io.gnocchi.core.index.MemoryIndex;
import io.gnocchi.core.index.NewMetric;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.MemoryManifest;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.segment.SegmentCache;
import io.gnocchi.core.store.CachingStore;
import io.gnocchi.core.store.MemoryStore;
import io.gnocchi.core.store.ObjectStore;
import io.gnocchi.core.store.RetryingStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;

/// What everybody in a simulated deployment shares: time, chance, the stage, what lies behind the
/// doors, and the metrics.
final class World {
    private static final int METRICS = 6;

    /// Measures come from both sides of a midnight, so that some windows of time come to rest.
    private static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");

    private static final int LONGEST_LEAP_DAYS = 40;

    final SplittableRandom random;
    final Stage stage;
    final Faults faults;
    final Damage damage;
    final MemoryStore objects = new MemoryStore();
    final MemoryManifest truth = new MemoryManifest(new Sacks(3));
    final MemoryIndex index = new MemoryIndex();
    final Journal journal;
    final Invariants invariants = new Invariants(truth);
    final Policies policies;
    final Map<UUID, Metric> metrics = new TreeMap<>();

    /// Metrics as they were before a change of policy, oldest first.
    final List<Metric> formerly = new ArrayList<>();

    final Set<UUID> deleted = new HashSet<>();

    private final Flaw flaw;
    private final Flaw.Parts parts;
    private final ObjectStore doorToObjects;
    private Instant now = MIDNIGHT;
    private Duration leapt = Duration.ZERO;
    private boolean settling;
    private int losses;

    World(long seed, Flaw flaw) {
        this.flaw = flaw;
        this.random = new SplittableRandom(seed);
        this.stage = new Stage(random);
        this.faults = new Faults(stage, random);
        this.damage = new Damage(random, flaw != Flaw.IGNORES_CHECKSUMS);
        this.journal = new Journal(objects, stage);
        this.parts = new Flaw.Parts(truth, objects, faults, invariants, journal, deleted);
        this.doorToObjects = new SimulatedStore(objects, faults, damage, invariants);
        this.policies = new Policies(random);
    }

    /// Where a process runs: what it has of its own.
    ///
    /// @param clock not quite right, sometimes by more than a lease
    /// @param store with tries and a cache of its own
    record Place(Manifest manifest, ObjectStore store, InstantSource clock, ObjectNames names) {
        SegmentCache segments() {
            return new SegmentCache(store, 1000);
        }
    }

    /// For a new process.
    Place place() {
        long skewed = random.nextInt(random.nextInt(4) == 0 ? 60_000 : 300);
        long skew = random.nextBoolean() ? skewed : -skewed;
        InstantSource clock = () -> now.plusMillis(skew);
        var trying =
                new RetryingStore(doorToObjects, 1 + random.nextInt(3), 0, 0, _ -> stage.pause());
        var store = new CachingStore(trying, random.nextInt(2) * 1_000_000L);
        return new Place(flaw.plant(parts), store, clock, new ObjectNames(clock, random.split()));
    }

    void createMetrics() {
        for (int i = 0; i < METRICS; i++) {
            var policy = policies.next("policy " + i);
            index.createArchivePolicy(policy);
            var id = new UUID(random.nextLong(), random.nextLong());
            index.createMetrics(
                    List.of(new NewMetric(id, "admin", "m" + i, null, null, policy.name())));
            metrics.put(id, new Metric(id, "admin", "m" + i, null, null, policy));
        }
    }

    /// The right time.
    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /// Days in which nothing runs: every process dies, and others begin.
    void leap() {
        killProcesses();
        var time = Duration.ofHours(1 + random.nextInt(24 * LONGEST_LEAP_DAYS));
        now = now.plus(time);
        leapt = leapt.plus(time);
    }

    /// Lets everything die but those outside.
    void killProcesses() {
        stage.killAllBut(name -> name.startsWith("client") || name.equals("user"));
    }

    /// How long nothing ran.
    Duration leapt() {
        return leapt;
    }

    /// The time measures are about: it moves on with the play.
    long measuredNanos() {
        var played = Duration.ofMillis(stage.steps() * 250 - 60_000);
        var measured = MIDNIGHT.plus(leapt).plus(played);
        return measured.getEpochSecond() * 1_000_000_000L + measured.getNano();
    }

    /// Whether the play is over and everybody comes to rest.
    boolean isSettling() {
        return settling;
    }

    void settle() {
        faults.stop();
        settling = true;
    }

    /// How often the manifest was lost.
    int losses() {
        return losses;
    }

    void lost() {
        losses++;
    }
}
