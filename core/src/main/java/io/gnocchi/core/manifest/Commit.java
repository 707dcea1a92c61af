package io.gnocchi.core.manifest;

import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.stream.Stream;

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
        var leased = leases.stream().map(Lease::sack).collect(toSet());
        var foreign =
                Stream.concat(added.stream(), removed.stream())
                        .filter(part -> !leased.contains(part.sack()))
                        .findFirst();
        if (foreign.isPresent()) {
            throw new IllegalArgumentException("a part of a sack not leased: " + foreign.get());
        }
    }

    /// Stops a fold that would count measures twice or claim ones not yet acknowledged.
    ///
    /// @param before what a sack has consumed until now
    /// @param head the last ordinal given
    public void requireForward(long before, long head) {
        var forward = consumed == UNCHANGED || (consumed >= before && consumed <= head);
        if (!forward) {
            throw new IllegalStateException(
                    "cannot consume up to %d after %d with head %d"
                            .formatted(consumed, before, head));
        }
    }
}
