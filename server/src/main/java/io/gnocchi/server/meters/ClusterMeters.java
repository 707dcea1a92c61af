package io.gnocchi.server.meters;

import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.SetAside;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.segment.ObjectNames;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells what the manifest says of the whole cluster; every process says the same. The manifest is
/// asked when somebody looks, but not more often than every few seconds, however many look.
public final class ClusterMeters {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterMeters.class);
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Manifest manifest;
    private final InstantSource clock;
    private final Set<String> own;
    private @Nullable Look last;
    private Instant lastAt = Instant.MIN;

    /// What the manifest says at a moment.
    private record Look(
            long bundles,
            long metrics,
            long batches,
            double oldestSeconds,
            int workers,
            int sacks,
            int leased,
            long ownSacks,
            long setAsideMetrics,
            long setAsideBytes) {}

    /// @param own names of the workers of this process
    private ClusterMeters(Manifest manifest, InstantSource clock, Set<String> own) {
        this.manifest = manifest;
        this.clock = clock;
        this.own = own;
    }

    /// Tells what a manifest says.
    ///
    /// @param workers names of those of this process
    public static void tell(
            Meters meters, Manifest manifest, InstantSource clock, Set<String> workers) {
        new ClusterMeters(manifest, clock, Set.copyOf(workers)).tell(meters);
    }

    private void tell(Meters meters) {
        meters.gauge(
                "gnocchi.manifest.reachable",
                "1 when the manifest answers, else 0; then what it says is not a number",
                () -> look() == null ? 0 : 1);
        gauge(meters, "backlog.bundles", "Bundles acknowledged and not yet folded", Look::bundles);
        gauge(meters, "backlog.metrics", "At most so many metrics wait for a fold", Look::metrics);
        gauge(meters, "backlog.batches", "Batches not yet folded by all sacks", Look::batches);
        gauge(
                meters,
                "backlog.oldest.seconds",
                "Age of the oldest batch not yet folded by all sacks, 0 when there is none",
                Look::oldestSeconds);
        gauge(meters, "workers", "Folding workers that show signs of life", Look::workers);
        gauge(meters, "sacks", "Sacks there are", Look::sacks);
        gauge(meters, "sacks.leased", "Sacks that some worker folds", Look::leased);
        gauge(meters, "sacks.own", "Sacks that workers of this process fold", Look::ownSacks);
        gauge(
                meters,
                "set.aside.metrics",
                "Metrics of which something is set aside",
                Look::setAsideMetrics);
        gauge(meters, "set.aside.bytes", "Bytes set aside", Look::setAsideBytes);
    }

    private void gauge(Meters meters, String name, String help, ToDoubleFunction<Look> value) {
        meters.gauge(
                "gnocchi." + name,
                help,
                () -> {
                    var look = look();
                    return look == null ? Double.NaN : value.applyAsDouble(look);
                });
    }

    private synchronized @Nullable Look look() {
        var now = clock.instant();
        boolean isFresh = !now.isBefore(lastAt) && now.isBefore(lastAt.plus(FRESH));
        if (lastAt.equals(Instant.MIN) || !isFresh) {
            last = ask(now);
            lastAt = clock.instant();
        }
        return last;
    }

    private @Nullable Look ask(Instant now) {
        try {
            var backlog = manifest.backlog();
            var unfolded = manifest.unfolded();
            var owners = manifest.owners(now);
            var setAside = manifest.setAside();
            double oldest =
                    unfolded.isEmpty()
                            ? 0
                            : age(ObjectNames.madeAt(unfolded.getFirst().key()), now);
            return new Look(
                    backlog.bundles(),
                    backlog.metrics(),
                    backlog.bundles() == 0 ? 0 : unfolded.size(),
                    backlog.bundles() == 0 ? 0 : oldest,
                    manifest.workers(now).size(),
                    manifest.sacks().count(),
                    owners.size(),
                    owners.values().stream().filter(own::contains).count(),
                    SetAside.countMetrics(setAside),
                    setAside.stream().mapToLong(SetAside::bytes).sum());
        } catch (UnavailableException e) {
            LOG.warn("the manifest cannot be watched: {}", e.getMessage());
            return null;
        }
    }

    /// By the clock of who wrote it, which may be ahead.
    private static double age(Instant made, Instant now) {
        return made.isBefore(now) ? Duration.between(made, now).toMillis() / 1000.0 : 0;
    }
}
