package io.gnocchi.core.processing;

import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SegmentPart;
import java.util.Collection;
import java.util.List;

/// The two kinds of parts. A *hot* part holds raw points and whatever was closed with them; its
/// ordinals say who wins between equal timestamps. An *archive* part holds aggregates, which never
/// collide, and history, whose points say themselves who wins, all inside one aligned window of
/// time; its ordinals are 0.
final class Parts {
    static final long ARCHIVED = 0;

    private Parts() {}

    static boolean isHot(SegmentPart part) {
        return part.through() != ARCHIVED;
    }

    /// Of these parts in their objects.
    static long bytes(Collection<SegmentPart> parts) {
        return parts.stream().mapToLong(SegmentPart::partBytes).sum();
    }

    /// The parts of a kind that may be merged with each other, oldest first: of the hot ones those
    /// newer than all that is inherited, for only neighbours are merged.
    static List<SegmentPart> mergeable(SackView view, boolean hot) {
        long inherited =
                view.inherited().stream().mapToLong(SegmentPart::through).max().orElse(ARCHIVED);
        return view.parts().stream()
                .filter(part -> isHot(part) == hot && (!hot || part.through() > inherited))
                .toList();
    }
}
