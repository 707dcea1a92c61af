package io.gnocchi.core.segment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/// Stretches of an object that stand so near to each other that one read fetches them together.
///
/// @param offset first byte of a stretch
/// @param length of a stretch in bytes
record Runs<T>(ToIntFunction<T> offset, ToIntFunction<T> length) {
    /// Stretches closer than this are fetched by one read.
    private static final int GAP_BYTES = 256 << 10;

    /// A read does not grow beyond this by taking in one more stretch.
    private static final int MAX_BYTES = 16 << 20;

    /// Neighbours, by offset.
    ///
    /// @param start first byte to read
    /// @param length how many
    record Run<T>(int start, int length, List<T> members) {}

    List<Run<T>> of(List<T> stretches) {
        var sorted = new ArrayList<>(stretches);
        sorted.sort(Comparator.comparingInt(offset));
        var runs = new ArrayList<Run<T>>();
        var members = new ArrayList<T>();
        int start = 0;
        int end = 0;
        for (var stretch : sorted) {
            int from = offset.applyAsInt(stretch);
            int to = from + length.applyAsInt(stretch);
            boolean far = from - end > GAP_BYTES || to - start > MAX_BYTES;
            if (far && !members.isEmpty()) {
                runs.add(new Run<>(start, end - start, List.copyOf(members)));
                members.clear();
            }
            if (members.isEmpty()) {
                start = from;
            }
            members.add(stretch);
            end = to;
        }
        if (!members.isEmpty()) {
            runs.add(new Run<>(start, end - start, List.copyOf(members)));
        }
        return runs;
    }
}
