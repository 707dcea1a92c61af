package io.gnocchi.lab.sim;

import io.gnocchi.core.manifest.Batch;
import io.gnocchi.core.manifest.Contents;
import io.gnocchi.core.segment.BatchReader;
import io.gnocchi.core.segment.MetricRequests;
import io.gnocchi.core.segment.Provenance;
import io.gnocchi.core.store.ObjectStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The order of everything acknowledged, as the manifest gave it: what the reference model replays.
final class Journal {
    private final ObjectStore store;
    private final Stage stage;
    private final List<List<MetricRequests>> batches = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final Map<String, Integer> lengthAtView = new HashMap<>();

    /// @param store the one behind all faults
    Journal(ObjectStore store, Stage stage) {
        this.store = store;
        this.stage = stage;
    }

    /// A batch has got its ordinal. One that has it already keeps it.
    void appended(Batch batch) {
        if (isAsBefore(batch)) {
            return;
        }
        if (batch.ordinal() != batches.size() + 1) {
            throw new AssertionError(
                    "ordinal %d after %d batches".formatted(batch.ordinal(), batches.size()));
        }
        var requests = new ArrayList<MetricRequests>();
        for (var section : batch.sections()) {
            requests.addAll(BatchReader.read(store, batch, section));
        }
        batches.add(requests);
        keys.add(batch.key());
    }

    /// The manifest was lost and restored: what it now says comes after what was told before.
    /// Batches whose writers did not know of each other may have changed places.
    ///
    /// @throws AssertionError when a batch is lost, or now comes before one its writer knew of
    void restored(Contents contents) {
        var restored = contents.batches();
        int same = 0;
        while (same < restored.size() && isAsBefore(restored.get(same))) {
            same++;
        }
        var tail = restored.subList(same, restored.size());
        int kept = (int) (tail.isEmpty() ? contents.head() : tail.getFirst().ordinal() - 1);
        if (kept > keys.size()) {
            throw new AssertionError("ordinals that nobody gave: " + contents.head());
        }
        var later = new ArrayList<>(keys.subList(kept, keys.size()));
        for (var batch : tail) {
            int known = (int) provenance(batch).head() - kept;
            var unseen = new ArrayList<>(keys.subList(kept, Math.max(kept, kept + known)));
            unseen.retainAll(later);
            unseen.remove(batch.key());
            if (!unseen.isEmpty()) {
                throw new AssertionError(batch + " now comes before " + unseen);
            }
            later.remove(batch.key());
        }
        if (!later.isEmpty()) {
            throw new AssertionError("acknowledged and not restored: " + later);
        }
        keys.subList(kept, keys.size()).clear();
        batches.subList(kept, batches.size()).clear();
        tail.forEach(this::appended);
    }

    private boolean isAsBefore(Batch batch) {
        return batch.ordinal() <= keys.size()
                && keys.get((int) batch.ordinal() - 1).equals(batch.key());
    }

    private Provenance provenance(Batch batch) {
        return BatchReader.provenance(batch.key(), store.get(batch.key()));
    }

    /// The actor on stage looks at the manifest now.
    void viewed() {
        var actor = stage.onStage();
        lengthAtView.put(name(actor), batches.size());
    }

    /// How many batches there were when this actor last looked.
    int lengthAtView(Stage.@Nullable Actor actor) {
        return lengthAtView.getOrDefault(name(actor), batches.size());
    }

    List<List<MetricRequests>> first(int length) {
        return batches.subList(0, length);
    }

    int length() {
        return batches.size();
    }

    private static String name(Stage.@Nullable Actor actor) {
        return actor == null ? "" : actor.name();
    }
}
