package io.gnocchi.core.repair;

import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.Shard;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Whose a part is.
///
/// @param among how many sacks there were when it was written
/// @param views the sacks that read it: one, or the heirs that have not taken it over
record Holders(Sacks among, List<SackView> views) {

    Holders(SackView.Held held, SackView view) {
        this(held.former() == null ? view.layout().sacks() : held.former(), new ArrayList<>());
    }

    /// The sack that a part is said to be of.
    Shard shard(int sack) {
        return new Shard(among, sack);
    }

    /// Whether any of them reads a metric there: else its data are of no use any more.
    boolean want(UUID metric) {
        return views.stream().anyMatch(view -> view.owns(metric));
    }
}
