package io.gnocchi.core.manifest;

import java.util.List;

/// New parts in, old parts out, ordinals consumed: one step of metricd.
///
/// @param leases the sacks concerned, as leased
/// @param consumed ordinal up to which these sacks are now folded; -1 leaves it (compaction)
/// @param added parts of those sacks
/// @param removed parts of those sacks that `added` replaces
public record Commit(
        List<Lease> leases, long consumed, List<SegmentPart> added, List<SegmentPart> removed) {
    public static final long UNCHANGED = -1;

    public Commit {
        leases = List.copyOf(leases);
        added = List.copyOf(added);
        removed = List.copyOf(removed);
    }
}
