package io.gnocchi.core.processing;

import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.segment.ObjectNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// When a worker looks at which archive segments whether much of them has expired. What it
/// remembers is reckoned anew by another from the names of the segments and their policies.
final class Looks {
    /// Segments whose policies are asked for in one go.
    private static final int MOST_ASKED = 64;

    private final Map<String, Long> nextLook = new HashMap<>();

    /// A segment to look at.
    ///
    /// @param parts of one sack each
    /// @param sacks of the parts, in order
    record Due(List<SegmentPart> parts, List<SackView> sacks) {
        String key() {
            return parts.getFirst().key();
        }

        /// Of the parts.
        long bytes() {
            return Parts.bytes(parts);
        }

        Expiry expiry() {
            return Expiry.of(ObjectNames.madeAt(key()), parts);
        }
    }

    /// The segments to look at now, the longest overdue first.
    ///
    /// @param damaged segments to be left alone
    /// @param policies tells those of a segment, or null when it cannot now
    List<Due> due(
            List<SackView> views,
            Set<String> damaged,
            long now,
            Function<SegmentPart, @Nullable Collection<ArchivePolicy>> policies) {
        var archives = archives(views);
        int asked = 0;
        var due = new ArrayList<Due>();
        for (var one : archives.values()) {
            if (damaged.contains(one.key())) {
                continue;
            }
            var expiry = one.expiry();
            if (!nextLook.containsKey(one.key()) && expiry.isRested(now) && asked < MOST_ASKED) {
                asked++;
                var told = policies.apply(one.parts().getFirst());
                if (told != null) {
                    nextLook.put(one.key(), expiry.firstLook(told, now));
                }
            }
            if (nextLook.getOrDefault(one.key(), Long.MAX_VALUE) <= now) {
                due.add(one);
            }
        }
        due.sort(Comparator.comparing(one -> nextLook.getOrDefault(one.key(), Long.MAX_VALUE)));
        return due;
    }

    /// A look found too little to be dropped.
    void looked(Due due, Collection<ArchivePolicy> policies, long now) {
        nextLook.put(due.key(), due.expiry().nextLook(policies, now));
    }

    /// Forgets what is not there any more.
    void retain(Collection<String> keys) {
        nextLook.keySet().retainAll(keys);
    }

    private static Map<String, Due> archives(List<SackView> views) {
        var archives = new LinkedHashMap<String, Due>();
        for (var view : views) {
            for (var part : view.parts()) {
                if (!Parts.isHot(part)) {
                    var one =
                            archives.computeIfAbsent(
                                    part.key(), _ -> new Due(new ArrayList<>(), new ArrayList<>()));
                    one.parts().add(part);
                    one.sacks().add(view);
                }
            }
        }
        return archives;
    }
}
