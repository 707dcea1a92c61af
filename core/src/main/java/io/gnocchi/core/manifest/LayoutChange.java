package io.gnocchi.core.manifest;

import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.Shard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// A change of the number of sacks: one transaction, for which every sack is leased. Epochs and
/// generations leap, so whatever was begun before it changes nothing after it.
///
/// @param leases all sacks, by number
/// @param generations of all sacks when the change was prepared, by number
/// @param after the layout afterwards
public record LayoutChange(List<Lease> leases, List<Long> generations, Layout after) {
    public LayoutChange {
        leases = List.copyOf(leases);
        generations = List.copyOf(generations);
        if (leases.size() != generations.size()) {
            throw new IllegalArgumentException(
                    leases.size() + " leases, " + generations.size() + " generations");
        }
    }

    /// From what all sacks are to another number of them.
    ///
    /// @param views of all sacks, by number
    /// @param head last ordinal given, asked after the views
    /// @param record the object that tells the change
    public static LayoutChange of(
            List<Lease> leases, List<SackView> views, Sacks sacks, long head, String record) {
        var before = views.getFirst().layout();
        var consumed = views.stream().map(SackView::consumed).toList();
        var former = new Layout.Former(before.sacks(), consumed);
        return new LayoutChange(
                leases,
                views.stream().map(SackView::generation).toList(),
                new Layout(sacks, before.number() + 1, record, head, former));
    }

    /// Whether it begins where a layout is, with nothing left of the one before.
    public boolean follows(Layout before) {
        return before.former() == null
                && after.number() == before.number() + 1
                && leases.size() == before.sacks().count();
    }

    /// The epoch of every sack afterwards.
    public long epoch() {
        return 1 + leases.stream().mapToLong(Lease::epoch).max().orElse(0);
    }

    /// The generation of every sack afterwards.
    public long generation() {
        return 1 + generations.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /// What each new sack has consumed: as much as all the old ones it inherits from. What some of
    /// them had folded beyond is known by [Layout.Former].
    public List<Long> consumed() {
        var former = after.former();
        if (former == null) {
            throw new IllegalArgumentException("no layout before " + after);
        }
        int divisor = Shard.divisor(after.sacks(), former.sacks());
        var least = new long[divisor];
        Arrays.fill(least, Long.MAX_VALUE);
        for (int sack = 0; sack < former.sacks().count(); sack++) {
            least[sack % divisor] = Math.min(least[sack % divisor], former.consumed().get(sack));
        }
        var consumed = new ArrayList<Long>(after.sacks().count());
        for (int sack = 0; sack < after.sacks().count(); sack++) {
            consumed.add(least[sack % divisor]);
        }
        return consumed;
    }

    /// The marks afterwards: those on a metric go with it, those on nobody knows which to every
    /// sack that may have got it.
    public static List<SetAside> marks(Collection<SetAside> before, Sacks sacks) {
        var after = new ArrayList<SetAside>();
        for (var mark : before) {
            var shard = mark.shard();
            if (mark.metric() != null) {
                after.add(mark.in(sacks.of(mark.metric())));
            } else if (shard != null) {
                int divisor = Shard.divisor(sacks, shard.among());
                for (int sack = shard.sack() % divisor; sack < sacks.count(); sack += divisor) {
                    after.add(mark.in(sack));
                }
            }
        }
        return after;
    }
}
