package io.gnocchi.core.processing;

import static java.util.Objects.requireNonNull;

import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SegmentPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.ToLongFunction;

/// Which parts to merge. Parts of many sacks that share their segments are merged together, so the
/// number of objects depends on time and volume, not on sacks.
///
/// Hot parts: as soon as the newest ones make up `fanout` of a size, they are merged, and so on up
/// the sizes, each `fanout` times the one before. The newest ones that are small together, which is
/// all that a small deployment has, are kept few enough for a reader to fetch them in two requests:
/// that costs bytes, of which there are few. Archive parts: as soon as `fanout` lie in one aligned
/// window, they are merged, and those of one day that are small together as soon as there are two.
final class CompactionPlan {
    private static final long SMALLEST_TIER_BYTES = 64 << 10;

    /// How many segments that are small together there may be.
    private static final int MOST_SMALL = 2;

    private final int fanout;
    private final long archiveBytes;
    private final long archivingBytes;

    /// @param archiveBytes archive segments of this size are left alone
    /// @param archivingBytes archives of a day are small together up to here, hot segments up to
    ///   twice as much: merged they are long enough then for what is old to be archived, which
    ///   leaves a small one
    CompactionPlan(int fanout, long archiveBytes, long archivingBytes) {
        this.fanout = fanout;
        this.archiveBytes = archiveBytes;
        this.archivingBytes = archivingBytes;
    }

    /// Segments to merge into one, and the sacks for which to do it.
    ///
    /// @param keys oldest first
    /// @param hot whether their parts are hot ones
    record Merge(List<String> keys, List<SackView> sacks, boolean hot) {}

    /// @param damaged segments that nobody can read: they are left alone, and of the hot ones also
    ///   those older than they, for only neighbours are merged
    List<Merge> merges(List<SackView> views, Set<String> damaged) {
        var merges = new ArrayList<Merge>();
        for (var shared : sharing(views, true)) {
            var group = shared.after(damaged);
            int length = hotSuffix(group);
            if (length > 0) {
                var keys = group.keys();
                merges.add(
                        new Merge(
                                keys.subList(keys.size() - length, keys.size()),
                                group.sacks(),
                                true));
            }
        }
        for (var shared : sharing(views, false)) {
            var group = shared.without(damaged);
            for (var keys : archiveWindows(group)) {
                merges.add(new Merge(keys, group.sacks(), false));
            }
        }
        return merges;
    }

    /// Sacks whose parts of a kind stand in the same segments.
    private record Group(List<String> keys, List<SackView> sacks, boolean hot) {
        /// The segments newer than any of these.
        Group after(Set<String> damaged) {
            int from = keys.size();
            while (from > 0 && !damaged.contains(keys.get(from - 1))) {
                from--;
            }
            return new Group(keys.subList(from, keys.size()), sacks, hot);
        }

        /// The segments but for these.
        Group without(Set<String> damaged) {
            var others = keys.stream().filter(key -> !damaged.contains(key)).toList();
            return new Group(others, sacks, hot);
        }

        /// Bytes of each segment that belong to these sacks, in the order of `keys`.
        List<Long> sizes() {
            return ofEach(SegmentPart::partBytes, Long::sum);
        }

        /// From how many batches each segment is, in the order of `keys`.
        List<Long> widths() {
            return ofEach(part -> part.through() - part.from() + 1, Math::max);
        }

        List<Long> starts() {
            return ofEach(SegmentPart::minNanos, Math::min);
        }

        List<Long> ends() {
            return ofEach(SegmentPart::maxNanos, Math::max);
        }

        private List<Long> ofEach(
                ToLongFunction<SegmentPart> value, BinaryOperator<Long> together) {
            var values = new HashMap<String, Long>();
            for (var view : sacks) {
                for (var part : view.parts()) {
                    values.merge(part.key(), value.applyAsLong(part), together);
                }
            }
            return keys.stream().map(key -> requireNonNull(values.get(key))).toList();
        }
    }

    private static List<Group> sharing(List<SackView> views, boolean hot) {
        Map<List<String>, List<SackView>> byKeys = new LinkedHashMap<>();
        for (var view : views) {
            var keys = Parts.mergeable(view, hot).stream().map(SegmentPart::key).toList();
            byKeys.computeIfAbsent(keys, _ -> new ArrayList<>()).add(view);
        }
        var groups = new ArrayList<Group>();
        byKeys.forEach((keys, sacks) -> groups.add(new Group(keys, sacks, hot)));
        return groups;
    }

    /// How many of the newest segments to merge, 0 for none.
    private int hotSuffix(Group group) {
        var sizes = group.sizes();
        int length = tieredSuffix(sizes);
        return length > 0 ? length : smallSuffix(sizes, group.widths());
    }

    /// The newest of those that are small together, and the older ones as far as they do not stand
    /// for much more than all those newer: so what is merged again and again is short.
    ///
    /// @param widths how much each stands for: unlike bytes, that does not depend on policies
    private int smallSuffix(List<Long> sizes, List<Long> widths) {
        int count = 0;
        long bytes = 0;
        while (count < sizes.size() && bytes + fromNewest(sizes, count) <= 2 * archivingBytes) {
            bytes += fromNewest(sizes, count);
            count++;
        }
        if (count <= MOST_SMALL) {
            return 0;
        }
        int length = 1;
        long width = fromNewest(widths, 0);
        while (length < count
                && (count - length >= MOST_SMALL || fromNewest(widths, length) < fanout * width)) {
            width += fromNewest(widths, length);
            length++;
        }
        return length;
    }

    private static long fromNewest(List<Long> values, int place) {
        return values.get(values.size() - 1 - place);
    }

    private int tieredSuffix(List<Long> sizes) {
        int length = 0;
        int merge = 0;
        for (int tier = 0; length < sizes.size(); tier++) {
            while (length < sizes.size() && tier(fromNewest(sizes, length)) <= tier) {
                length++;
            }
            int ofTier = length - merge + (merge > 0 ? 1 : 0);
            if (ofTier >= fanout) {
                merge = length;
            }
        }
        return merge;
    }

    private int tier(long bytes) {
        int tier = 0;
        for (long size = bytes / SMALLEST_TIER_BYTES; size >= fanout; size /= fanout) {
            tier++;
        }
        return tier;
    }

    private List<List<String>> archiveWindows(Group group) {
        var windows = new ArrayList<List<String>>();
        for (var day : byWindow(group, 0, archivingBytes).values()) {
            if (day.size() > 1 && bytes(group, day) <= archivingBytes) {
                windows.add(day);
            }
        }
        for (int level = 1; level <= AlignedWindow.LEVELS && windows.isEmpty(); level++) {
            for (var window : byWindow(group, level, archiveBytes).values()) {
                if (window.size() >= fanout) {
                    windows.add(window);
                }
            }
        }
        return windows;
    }

    /// The segments that lie in one window of a level and are shorter than so many bytes.
    private static SortedMap<Long, List<String>> byWindow(Group group, int level, long mostBytes) {
        long width = AlignedWindow.width(level);
        var sizes = group.sizes();
        var starts = group.starts();
        var ends = group.ends();
        var windows = new TreeMap<Long, List<String>>();
        for (int i = 0; i < group.keys().size(); i++) {
            long window = Math.floorDiv(starts.get(i), width);
            if (sizes.get(i) < mostBytes && window == Math.floorDiv(ends.get(i), width)) {
                windows.computeIfAbsent(window, _ -> new ArrayList<>()).add(group.keys().get(i));
            }
        }
        return windows;
    }

    private static long bytes(Group group, List<String> keys) {
        var sizes = group.sizes();
        return keys.stream().mapToLong(key -> sizes.get(group.keys().indexOf(key))).sum();
    }
}
