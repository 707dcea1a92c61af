package io.gnocchi.lab.sim;

import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SegmentPart;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What must be true of the manifest at every moment.
final class Invariants {
    private final Manifest manifest;
    private final List<Integer> sacks = new ArrayList<>();
    private final long[] consumed;

    /// @param manifest the one behind all faults
    Invariants(Manifest manifest) {
        this.manifest = manifest;
        this.consumed = new long[manifest.sacks().count()];
        for (int sack = 0; sack < consumed.length; sack++) {
            sacks.add(sack);
        }
    }

    /// Checked after every commit.
    void hold() {
        for (var view : manifest.views(sacks)) {
            consumedNeverFalls(view);
            partsNeverOverlap(view);
        }
    }

    private void consumedNeverFalls(SackView view) {
        int sack = view.sack();
        if (view.consumed() < consumed[sack]) {
            throw new AssertionError(
                    "two owners of sack %d: consumed fell from %d to %d"
                            .formatted(sack, consumed[sack], view.consumed()));
        }
        consumed[sack] = view.consumed();
    }

    private static void partsNeverOverlap(SackView view) {
        long through = 0;
        for (var part : view.parts()) {
            boolean hot = part.through() > 0;
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
        for (var view : manifest.views(sacks)) {
            view.parts().stream().map(SegmentPart::key).forEach(keys::add);
            view.batches().forEach(batch -> keys.add(batch.key()));
        }
        return keys;
    }
}
