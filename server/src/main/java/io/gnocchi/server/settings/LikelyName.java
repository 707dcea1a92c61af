package io.gnocchi.server.settings;

import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// What somebody meant who wrote a name that is none.
public final class LikelyName {
    private static final int SHORT = 3;

    private LikelyName() {}

    /// The name that is most like what was written; null when none is much like it.
    public static @Nullable String of(String written, Collection<String> names) {
        // Two letters in the wrong order are two changes.
        int most = written.length() < SHORT ? 1 : Math.max(2, written.length() / SHORT);
        return names.stream()
                .distinct()
                .filter(name -> changes(written, name) <= most)
                .min(
                        Comparator.<String>comparingInt(name -> changes(written, name))
                                .thenComparing(Comparator.naturalOrder()))
                .orElse(null);
    }

    /// How many letters have to be put in, left out or replaced to make one of the other.
    private static int changes(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[other.length()];
    }
}
