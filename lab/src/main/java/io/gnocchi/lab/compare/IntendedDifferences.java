package io.gnocchi.lab.compare;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The reviewed list of differences we mean, `intended-differences.txt`.
///
/// An entry is a block of lines: `== reason`, then patterns (Java's, found anywhere) that must all
/// match: `request`, the two answers `original` and `ours`, and the first difference `where`.
record IntendedDifferences(List<Entry> entries) {
    private static final String FILE = "intended-differences.txt";

    IntendedDifferences {
        entries = List.copyOf(entries);
    }

    record Entry(
            String reason,
            @Nullable Pattern request,
            @Nullable Pattern original,
            @Nullable Pattern ours,
            @Nullable Pattern where) {

        Entry {
            if (original == null && ours == null && where == null) {
                throw new IllegalArgumentException("matches every answer: " + reason);
            }
        }

        private boolean explains(Step step, Answer left, Answer right, Contrast contrast) {
            return isFound(request, step.toString())
                    && isFound(original, left.toString())
                    && isFound(ours, right.toString())
                    && isFound(where, contrast.toString());
        }

        private static boolean isFound(@Nullable Pattern pattern, String text) {
            return pattern == null || pattern.matcher(text).find();
        }
    }

    static IntendedDifferences reviewed() {
        try (InputStream file = IntendedDifferences.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("no " + FILE + " on the class path");
            }
            return read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static IntendedDifferences read(String text) {
        var entries = new ArrayList<Entry>();
        for (var block : text.split("(?m)^== ", -1)) {
            if (!block.isBlank() && !block.startsWith("#")) {
                entries.add(entry(block));
            }
        }
        return new IntendedDifferences(entries);
    }

    private static Entry entry(String block) {
        var lines = block.strip().lines().toList();
        var patterns = new String[4];
        for (var line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(": ");
            int at =
                    List.of("request", "original", "ours", "where")
                            .indexOf(line.substring(0, Math.max(0, colon)));
            if (at < 0) {
                throw new IllegalArgumentException("not a line of an entry: " + line);
            }
            patterns[at] = line.substring(colon + 2);
        }
        return new Entry(
                lines.getFirst(),
                pattern(patterns[0]),
                pattern(patterns[1]),
                pattern(patterns[2]),
                pattern(patterns[3]));
    }

    private static @Nullable Pattern pattern(@Nullable String text) {
        return text == null ? null : Pattern.compile(text);
    }

    /// Why this difference is meant, or null.
    @Nullable String reason(Step step, Answer original, Answer ours, Contrast contrast) {
        for (var entry : entries) {
            if (entry.explains(step, original, ours, contrast)) {
                return entry.reason();
            }
        }
        return null;
    }
}
