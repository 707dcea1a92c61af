package io.gnocchi.core.processing;

import io.gnocchi.core.manifest.SegmentPart;

/// The two kinds of parts. A *hot* part holds raw points and whatever was closed with them; its
/// ordinals say who wins between equal timestamps. An *archive* part holds aggregates only, which
/// never collide, and all of them inside one aligned window of time; its ordinals are 0.
final class Parts {
    static final long ARCHIVED = 0;

    private Parts() {}

    static boolean isHot(SegmentPart part) {
        return part.through() != ARCHIVED;
    }
}
