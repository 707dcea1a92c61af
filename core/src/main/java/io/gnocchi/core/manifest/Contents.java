package io.gnocchi.core.manifest;

import io.gnocchi.core.model.Sacks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that a manifest says, for putting it back.
///
/// @param head the last ordinal given
/// @param batches by ordinal; those that every sack has consumed may be missing
/// @param states one for every sack, by number
public record Contents(long head, List<Batch> batches, List<State> states) {
    public Contents {
        batches = List.copyOf(batches);
        states = List.copyOf(states);
        for (int sack = 0; sack < states.size(); sack++) {
            if (states.get(sack).sack() != sack) {
                throw new IllegalArgumentException("no state of sack " + sack);
            }
        }
        for (var batch : batches) {
            if (batch.ordinal() > head) {
                throw new IllegalArgumentException("a batch after the head: " + batch);
            }
        }
    }

    /// One sack.
    ///
    /// @param epoch of its last lease
    /// @param record the object that told its last commit, if any
    public record State(
            int sack,
            long epoch,
            long consumed,
            long generation,
            @Nullable String record,
            List<SegmentPart> parts,
            List<SetAside> setAside) {
        public State {
            parts = List.copyOf(parts);
            setAside = List.copyOf(setAside);
        }
    }

    public Sacks sacks() {
        return new Sacks(states.size());
    }
}
