package io.gnocchi.core.manifest;

import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// New parts in, old parts out, ordinals consumed: one step of metricd.
///
/// @param leases the sacks concerned, as leased
/// @param consumed ordinal up to which these sacks are now folded; -1 leaves it (compaction)
/// @param added parts of those sacks
/// @param removed parts of those sacks that `added` replaces
/// @param setAside marks put on measures of those sacks
/// @param settled marks taken away from measures of those sacks, whatever their verdict
/// @param seen generation of each sack when the work began: when it is another now, nothing is
///   changed; sacks that are missing may be of any generation
/// @param record the object that tells this commit, so that the manifest can be restored; null for
///   none
/// @param taken what its sacks have inherited and `added` replaces
public record Commit(
        List<Lease> leases,
        long consumed,
        List<SegmentPart> added,
        List<SegmentPart> removed,
        List<SetAside> setAside,
        List<SetAside> settled,
        Map<Integer, Long> seen,
        @Nullable String record,
        List<Inherited> taken) {
    public static final long UNCHANGED = -1;

    public Commit {
        leases = List.copyOf(leases);
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        setAside = List.copyOf(setAside);
        settled = List.copyOf(settled);
        seen = Map.copyOf(seen);
        taken = List.copyOf(taken);
        var leased = leases.stream().map(Lease::sack).collect(toSet());
        requireLeased(leased, added, SegmentPart::sack);
        requireLeased(leased, removed, SegmentPart::sack);
        requireLeased(leased, setAside, SetAside::sack);
        requireLeased(leased, settled, SetAside::sack);
        requireLeased(leased, taken, Inherited::sack);
    }

    /// A commit that takes nothing over.
    public Commit(
            List<Lease> leases,
            long consumed,
            List<SegmentPart> added,
            List<SegmentPart> removed,
            List<SetAside> setAside,
            List<SetAside> settled,
            Map<Integer, Long> seen,
            @Nullable String record) {
        this(leases, consumed, added, removed, setAside, settled, seen, record, List.of());
    }

    /// A commit that sets nothing aside, whatever was done before it, and is not told anywhere.
    public Commit(
            List<Lease> leases, long consumed, List<SegmentPart> added, List<SegmentPart> removed) {
        this(leases, consumed, added, removed, List.of(), List.of(), Map.of(), null);
    }

    private static <T> void requireLeased(
            Set<Integer> leased, List<T> things, ToIntFunction<T> sack) {
        for (var thing : things) {
            if (!leased.contains(sack.applyAsInt(thing))) {
                throw new IllegalArgumentException("of a sack not leased: " + thing);
            }
        }
    }

    /// The same commit, told by an object.
    public Commit toldBy(String key) {
        return new Commit(leases, consumed, added, removed, setAside, settled, seen, key, taken);
    }

    /// Whether a sack is as it was when the work began. A worker may have made a commit without
    /// having heard of it; what it then makes of the state before must not count.
    public boolean began(int sack, long generation) {
        return seen.getOrDefault(sack, generation) == generation;
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
