package io.gnocchi.core.segment;

import io.gnocchi.core.model.ArchivePolicy;

/// Measures of many metrics in one request, side by side. The arrays are not copied: whoever makes
/// the record gives them away.
///
/// @param highs the first halves of the metrics' ids
/// @param lows the second halves
/// @param policies by which the measures are judged
/// @param ends where the measures of each metric end, of which there is one at least; they begin
///   where those of the metric before end
/// @param timestamps nanoseconds since the Epoch, never negative, in the order they were posted
/// @param values as many
public record PostedColumns(
        long[] highs,
        long[] lows,
        ArchivePolicy[] policies,
        int[] ends,
        long[] timestamps,
        double[] values) {

    /// How many metrics there are.
    public int metrics() {
        return ends.length;
    }

    /// How many measures.
    public int measures() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    /// Where the measures of a metric begin.
    int begin(int place) {
        return place == 0 ? 0 : ends[place - 1];
    }
}
