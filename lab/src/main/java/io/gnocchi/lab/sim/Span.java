package io.gnocchi.lab.sim;

import java.util.List;

/// Time from one instant to another.
record Span(long from, long to) {

    /// Whether some spans together leave nothing out of a stretch.
    static boolean cover(List<Span> spans, long from, long to) {
        long known = from;
        boolean more = true;
        while (more && known < to) {
            more = false;
            for (var span : spans) {
                if (span.from() <= known && span.to() > known) {
                    known = span.to();
                    more = true;
                }
            }
        }
        return known >= to;
    }
}
