package io.gnocchi.lab.sim;

import io.gnocchi.core.manifest.Layout;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.SackView;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What must be true of the manifest at every moment.
final class Invariants {
    private final Manifest manifest;
    private final Map<Integer, Long> consumed = new HashMap<>();
    private Layout layout;

    /// @param manifest the one behind all faults
    Invariants(Manifest manifest) {
        this.manifest = manifest;
        this.layout = manifest.layout();
    }

    /// Checked after every commit.
    void hold() {
        var now = manifest.layout();
        if (!now.record().equals(layout.record())) {
            consumed.clear();
        }
        layout = now;
        for (var view : manifest.views()) {
            consumedNeverFalls(view);
            partsNeverOverlap(view);
        }
    }

    private void consumedNeverFalls(SackView view) {
        int sack = view.sack();
        long before = consumed.getOrDefault(sack, 0L);
        if (view.consumed() < before) {
            throw new AssertionError(
                    "two owners of sack %d: consumed fell from %d to %d"
                            .formatted(sack, before, view.consumed()));
        }
        consumed.put(sack, view.consumed());
    }

    /// Of parts folded since the last change: others may hold metrics that were in different sacks.
    private static void partsNeverOverlap(SackView view) {
        long through = 0;
        for (var part : view.parts()) {
            boolean hot = part.from() > view.layout().since();
            if (hot && (part.from() <= through || part.through() > view.consumed())) {
                throw new AssertionError(
                        "two owners of sack %d: %s after %d, consumed %d"
                                .formatted(view.sack(), part, through, view.consumed()));
            }
            through = Math.max(through, part.through());
        }
    }

    /// Checked before every deletion.
    void onlyUnreferencedAreDeleted(Collection<String> keys) {
        for (var key : keys) {
            if (referenced().contains(key)) {
                throw new AssertionError("a referenced object is deleted: " + key);
            }
        }
    }

    private Set<String> referenced() {
        var keys = new HashSet<String>();
        for (var view : manifest.views()) {
            view.held().forEach(held -> keys.add(held.part().key()));
            view.batches().forEach(batch -> keys.add(batch.key()));
        }
        return keys;
    }
}
