package io.gnocchi.core.processing;

import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SegmentPart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Which parts to merge. Parts of many sacks that share their segments are merged together, so the
/// number of objects depends on time and volume, not on sacks.
///
/// Hot parts: as soon as the newest ones make up `fanout` of a size, they are merged, and so on up
/// the sizes, each `fanout` times the one before. Archive parts: as soon as `fanout` lie in one
/// aligned window, they are merged.
final class CompactionPlan {
    private static final long SMALLEST_TIER_BYTES = 64 << 10;

    private final int fanout;
    private final long archiveBytes;

    /// @param archiveBytes archive segments of this size are left alone
    CompactionPlan(int fanout, long archiveBytes) {
        this.fanout = fanout;
        this.archiveBytes = archiveBytes;
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
            int length = hotSuffix(group.sizes());
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
            var sizes = new LinkedHashMap<String, Long>();
            keys.forEach(key -> sizes.put(key, 0L));
            for (var view : sacks) {
                for (var part : view.parts()) {
                    sizes.computeIfPresent(part.key(), (_, bytes) -> bytes + part.partBytes());
                }
            }
            return List.copyOf(sizes.values());
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
    private int hotSuffix(List<Long> sizes) {
        int length = 0;
        int merge = 0;
        for (int tier = 0; length < sizes.size(); tier++) {
            while (length < sizes.size() && tier(sizes.get(sizes.size() - 1 - length)) <= tier) {
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
        if (group.keys().size() < fanout) {
            return List.of();
        }
        var sizes = group.sizes();
        var windows = new ArrayList<List<String>>();
        for (int level = 1; level <= AlignedWindow.LEVELS && windows.isEmpty(); level++) {
            long width = AlignedWindow.width(level);
            var byWindow = new TreeMap<Long, List<String>>();
            for (int i = 0; i < group.keys().size(); i++) {
                var span = span(group, group.keys().get(i));
                if (sizes.get(i) < archiveBytes && span.fits(width)) {
                    byWindow.computeIfAbsent(
                                    Math.floorDiv(span.minNanos(), width), _ -> new ArrayList<>())
                            .add(group.keys().get(i));
                }
            }
            byWindow.values().stream().filter(keys -> keys.size() >= fanout).forEach(windows::add);
        }
        return windows;
    }

    private record Span(long minNanos, long maxNanos) {
        boolean fits(long width) {
            return Math.floorDiv(minNanos, width) == Math.floorDiv(maxNanos, width);
        }
    }

    private static Span span(Group group, String key) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (var view : group.sacks()) {
            for (var part : view.parts()) {
                if (part.key().equals(key)) {
                    min = Math.min(min, part.minNanos());
                    max = Math.max(max, part.maxNanos());
                }
            }
        }
        return new Span(min, max);
    }
}
