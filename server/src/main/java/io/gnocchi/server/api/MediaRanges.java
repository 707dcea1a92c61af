package io.gnocchi.server.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What an Accept header admits. Absent or empty, it admits everything.
final class MediaRanges {
    private record Range(String type, String subtype, boolean wanted) {
        /// How closely it fits a media type: 0 not at all, 3 exactly.
        int fit(String wantedType, String wantedSubtype) {
            if (type.equals(wantedType) && subtype.equals(wantedSubtype)) {
                return 3;
            }
            if (type.equals(wantedType) && subtype.equals("*")) {
                return 2;
            }
            return type.equals("*") && subtype.equals("*") ? 1 : 0;
        }
    }

    private final List<Range> ranges = new ArrayList<>();

    MediaRanges(@Nullable String accept) {
        if (accept == null) {
            return;
        }
        for (var part : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
            add(part);
        }
    }

    boolean admits(String type, String subtype) {
        Range best = null;
        int bestFit = 0;
        for (var range : ranges) {
            int fit = range.fit(type, subtype);
            if (fit > bestFit) {
                best = range;
                bestFit = fit;
            }
        }
        return ranges.isEmpty() || (best != null && best.wanted());
    }

    /// Whether it is asked for by name, not by a range that admits much else.
    boolean names(String type, String subtype) {
        return ranges.stream().anyMatch(range -> range.wanted() && range.fit(type, subtype) == 3);
    }

    private void add(String part) {
        var pieces = part.split(";", -1);
        var media = pieces[0].strip();
        int slash = media.indexOf('/');
        if (slash < 0) {
            if (media.equals("*")) {
                ranges.add(new Range("*", "*", true));
            }
            return;
        }
        boolean wanted = true;
        for (int i = 1; i < pieces.length; i++) {
            var parameter = pieces[i].strip().replace(" ", "");
            wanted = wanted && !parameter.matches("q=0(\\.0*)?");
        }
        ranges.add(new Range(media.substring(0, slash), media.substring(slash + 1), wanted));
    }
}
