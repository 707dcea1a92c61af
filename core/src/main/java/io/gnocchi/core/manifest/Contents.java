package io.gnocchi.core.manifest;

import static java.util.stream.Collectors.toSet;

import io.gnocchi.core.model.Shard;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that a manifest says, for putting it back.
///
/// @param head the last ordinal given
/// @param batches by ordinal; those that every sack has consumed may be missing
/// @param layout how many sacks there are
/// @param states one for every sack, by number
public record Contents(long head, Layout layout, List<Batch> batches, List<State> states) {
    public Contents {
        batches = List.copyOf(batches);
        states = List.copyOf(states);
        if (states.size() != layout.sacks().count()) {
            throw new IllegalArgumentException(states.size() + " states of " + layout.sacks());
        }
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
    /// @param inherited parts of the former layout that it has not taken over
    public record State(
            int sack,
            long epoch,
            long consumed,
            long generation,
            @Nullable String record,
            List<SegmentPart> parts,
            List<SegmentPart> inherited,
            List<SetAside> setAside) {
        public State {
            inherited = List.copyOf(inherited);
            parts = List.copyOf(parts);
            setAside = List.copyOf(setAside);
        }

        /// A sack that has inherited nothing.
        public State(
                int sack,
                long epoch,
                long consumed,
                long generation,
                @Nullable String record,
                List<SegmentPart> parts,
                List<SetAside> setAside) {
            this(sack, epoch, consumed, generation, record, parts, List.of(), setAside);
        }
    }

    /// What sacks have taken over of the former layout, as far as others have not.
    public List<Inherited> taken() {
        var former = layout.former();
        if (former == null) {
            return List.of();
        }
        var all = new LinkedHashSet<SegmentPart>();
        states.forEach(state -> all.addAll(state.inherited()));
        var taken = new LinkedHashSet<Inherited>();
        for (var state : states) {
            var own = new Shard(layout.sacks(), state.sack());
            var left = state.inherited().stream().map(SegmentPart::key).collect(toSet());
            for (var part : all) {
                var itsShard = new Shard(former.sacks(), part.sack());
                if (own.meets(itsShard) && !left.contains(part.key())) {
                    taken.add(new Inherited(state.sack(), part.key()));
                }
            }
        }
        return List.copyOf(taken);
    }
}
