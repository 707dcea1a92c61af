package io.gnocchi.core.manifest;

import io.gnocchi.core.model.Sacks;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How many sacks there are, since when, and what is left of the number before.
///
/// A change of the number rewrites nothing. The new sacks *inherit* the parts that the old ones
/// held: each reads of them the metrics it now has, and takes them over when metricd comes to it.
///
/// @param number of the layout: 0 at the beginning, one more after each change
/// @param record the object that told the change; empty at the beginning
/// @param since last ordinal given when the layout began
/// @param former the layout before, as long as anything of it counts
public record Layout(Sacks sacks, long number, String record, long since, @Nullable Former former) {

    /// What there was before a change.
    ///
    /// @param consumed last ordinal folded by each of its sacks when the change was made
    public record Former(Sacks sacks, List<Long> consumed) {
        public Former {
            consumed = List.copyOf(consumed);
            if (consumed.size() != sacks.count()) {
                throw new IllegalArgumentException(consumed.size() + " ordinals of " + sacks);
            }
        }

        /// Whether a sack of then had folded this ordinal.
        boolean hadFolded(int sack, long ordinal) {
            return ordinal <= consumed.get(sack);
        }
    }

    /// Of a deployment whose number of sacks was never changed.
    public static Layout first(Sacks sacks) {
        return new Layout(sacks, 0, "", 0, null);
    }

    /// Whether the measures of a metric in a batch had been folded before this layout began.
    boolean hadFolded(long ordinal, UUID metric) {
        return former != null && former.hadFolded(former.sacks().of(metric), ordinal);
    }

    /// The same for all metrics of a section, as far as it can be told.
    boolean hadFolded(Batch batch, BatchSection section) {
        return former != null
                && former.sacks().equals(batch.sacks())
                && former.hadFolded(section.sack(), batch.ordinal());
    }

    /// The same, with nothing left of the one before.
    public Layout atRest() {
        return new Layout(sacks, number, record, since, null);
    }
}
