package io.gnocchi.core.repair;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.model.Shard;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/// Whether the metrics in objects are where they belong, and known to the index: as living or as
/// deleted.
final class KnownMetrics {
    private static final int IDS_AT_ONCE = 1000;
    private static final int MOST_DELETED = 1_000_000;

    private final Index index;
    private final Consumer<Finding> findings;
    private Set<UUID> deleted = Set.of();

    KnownMetrics(Index index, Consumer<Finding> findings) {
        this.index = index;
        this.findings = findings;
    }

    /// @param all metrics of a block that claims to be of one sack
    /// @param metrics those of them that somebody may ask for
    void check(String key, Shard shard, List<UUID> all, List<UUID> metrics) {
        int sack = shard.sack();
        var strangers = all.stream().filter(metric -> !shard.holds(metric)).toList();
        if (!strangers.isEmpty()) {
            findings.accept(
                    new Finding.Disagreement(
                            key,
                            "%d metrics in sack %d belong elsewhere, such as %s"
                                    .formatted(strangers.size(), sack, strangers.getFirst())));
        }
        var unknown = new HashSet<UUID>();
        for (int from = 0; from < metrics.size(); from += IDS_AT_ONCE) {
            var some = metrics.subList(from, Math.min(metrics.size(), from + IDS_AT_ONCE));
            unknown.addAll(index.inactiveMetrics(some));
        }
        unknown.removeAll(deleted);
        if (!unknown.isEmpty()) {
            deleted = new HashSet<>(index.deletedMetrics(MOST_DELETED));
            unknown.removeAll(deleted);
        }
        if (!unknown.isEmpty()) {
            findings.accept(
                    new Finding.UnknownMetrics(
                            key, sack, unknown.size(), unknown.iterator().next()));
        }
    }
}
