package io.gnocchi.core.repair;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.model.Sacks;
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
    private final Sacks sacks;
    private final Consumer<Finding> findings;
    private Set<UUID> deleted = Set.of();

    KnownMetrics(Index index, Sacks sacks, Consumer<Finding> findings) {
        this.index = index;
        this.sacks = sacks;
        this.findings = findings;
    }

    /// @param metrics of a block that claims to be of one sack
    void check(String key, int sack, List<UUID> metrics) {
        var strangers = metrics.stream().filter(metric -> sacks.of(metric) != sack).toList();
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
