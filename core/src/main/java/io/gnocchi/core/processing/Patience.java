package io.gnocchi.core.processing;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Remembers since when something has been unreadable. A store may give damaged bytes for a while
/// and right ones later; who believes the damage at once gives up the order of what it stands for.
final class Patience {
    private static final int MOST_REMEMBERED = 10_000;

    private final Duration limit;
    private final Map<String, Instant> since =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
                    return size() > MOST_REMEMBERED;
                }
            };

    /// @param limit how long to wait before damage is believed
    Patience(Duration limit) {
        this.limit = limit;
    }

    /// Whether it has been unreadable for long enough, now that it is once more.
    boolean isOver(String what, Instant now) {
        var first = since.computeIfAbsent(what, _ -> now);
        boolean over = !first.plus(limit).isAfter(now);
        if (over) {
            since.remove(what);
        }
        return over;
    }

    /// It can be read.
    void reset(String what) {
        since.remove(what);
    }
}
