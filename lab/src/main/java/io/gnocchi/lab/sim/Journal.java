package io.gnocchi.lab.sim;

import io.gnocchi.core.manifest.Batch;
import io.gnocchi.core.segment.BatchReader;
import io.gnocchi.core.segment.MetricRequests;
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
    private final Map<String, Integer> lengthAtView = new HashMap<>();

    /// @param store the one behind all faults
    Journal(ObjectStore store, Stage stage) {
        this.store = store;
        this.stage = stage;
    }

    void appended(Batch batch) {
        if (batch.ordinal() != batches.size() + 1) {
            throw new AssertionError(
                    "ordinal %d after %d batches".formatted(batch.ordinal(), batches.size()));
        }
        var requests = new ArrayList<MetricRequests>();
        for (var section : batch.sections()) {
            requests.addAll(BatchReader.read(store, batch, section));
        }
        batches.add(requests);
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
