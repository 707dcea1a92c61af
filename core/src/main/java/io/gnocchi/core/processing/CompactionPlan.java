package io.gnocchi.core.processing;

import static java.util.stream.Collectors.toCollection;

import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SegmentPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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
    private final long smallDayBytes;
    private final long smallBytes;

    /// @param archiveBytes archive segments of this size are left alone
    /// @param archivingBytes archives of a day are small together up to here, hot segments up to
    ///   twice as much: merged they are long enough then for what is old to be archived, which
    ///   leaves a small one
    CompactionPlan(int fanout, long archiveBytes, long archivingBytes) {
        this.fanout = fanout;
        this.archiveBytes = archiveBytes;
        this.smallDayBytes = archivingBytes;
        this.smallBytes = 2 * archivingBytes;
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
            var sizes = new LinkedHashMap<String, Long>();
            keys.forEach(key -> sizes.put(key, 0L));
            for (var view : sacks) {
                for (var part : view.parts()) {
                    sizes.computeIfPresent(part.key(), (_, bytes) -> bytes + part.partBytes());
                }
            }
            return List.copyOf(sizes.values());
        }

        /// From how many batches each segment is, in the order of `keys`.
        List<Long> widths() {
            var widths = new LinkedHashMap<String, Long>();
            keys.forEach(key -> widths.put(key, 0L));
            for (var view : sacks) {
                for (var part : view.parts()) {
                    long width = part.through() - part.from() + 1;
                    widths.computeIfPresent(part.key(), (_, widest) -> Math.max(widest, width));
                }
            }
            return List.copyOf(widths.values());
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
        int length = tiered(sizes);
        return length > 0 ? length : small(sizes, group.widths());
    }

    /// The newest of those that are small together, and the older ones as far as they do not stand
    /// for much more than all those newer: so what is merged again and again is short.
    ///
    /// @param widths how much each stands for: unlike bytes, that does not depend on policies
    private int small(List<Long> sizes, List<Long> widths) {
        int count = 0;
        long bytes = 0;
        while (count < sizes.size() && bytes + fromNewest(sizes, count) <= smallBytes) {
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

    private int tiered(List<Long> sizes) {
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
        var windows = smallDays(group);
        if (group.keys().size() < fanout || !windows.isEmpty()) {
            return windows;
        }
        var sizes = group.sizes();
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

    private List<List<String>> smallDays(Group group) {
        var days = new TreeMap<Long, List<String>>();
        var bytes = new HashMap<Long, Long>();
        var sizes = group.sizes();
        for (int i = 0; i < group.keys().size(); i++) {
            var span = span(group, group.keys().get(i));
            if (span.fits(AlignedWindow.width(0))) {
                long day = AlignedWindow.dayOf(span.minNanos());
                days.computeIfAbsent(day, _ -> new ArrayList<>()).add(group.keys().get(i));
                bytes.merge(day, sizes.get(i), Long::sum);
            }
        }
        return days.entrySet().stream()
                .filter(day ->
                        day.getValue().size() > 1
                                && bytes.getOrDefault(day.getKey(), 0L) <= smallDayBytes)
                .map(Map.Entry::getValue)
                .collect(toCollection(ArrayList::new));
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
