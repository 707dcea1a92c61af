package io.gnocchi.core.series;

import java.util.Arrays;

/// The arithmetic of aggregation methods over groups of one column of values.
///
/// Hot loops over primitive arrays: one tight loop per method, not one switch per bucket. Sums and
/// the sorted copy are shared by the methods that need them. Addition is left to right, so the same
/// points give the same bits however they came together.
final class Kernel {
    private final Groups groups;
    private final double[] values;
    private double[] sums = {};
    private double[] ordered = {};

    /// @param values the column the groups point into
    Kernel(Groups groups, double[] values) {
        this.groups = groups;
        this.values = values;
    }

    double[] sum() {
        return sums().clone();
    }

    double[] mean() {
        var sums = sums();
        var means = new double[groups.size()];
        for (int group = 0; group < means.length; group++) {
            means[group] = sums[group] / groups.count(group);
        }
        return means;
    }

    double[] count() {
        var counts = new double[groups.size()];
        for (int group = 0; group < counts.length; group++) {
            counts[group] = groups.count(group);
        }
        return counts;
    }

    double[] first() {
        var firsts = new double[groups.size()];
        for (int group = 0; group < firsts.length; group++) {
            firsts[group] = values[groups.start(group)];
        }
        return firsts;
    }

    double[] last() {
        var lasts = new double[groups.size()];
        for (int group = 0; group < lasts.length; group++) {
            lasts[group] = values[groups.ends()[group] - 1];
        }
        return lasts;
    }

    /// Ignores NaN unless there is nothing else.
    double[] min() {
        var minima = new double[groups.size()];
        int at = groups.from();
        for (int group = 0; group < minima.length; group++) {
            double least = values[at++];
            for (int end = groups.ends()[group]; at < end; at++) {
                if (values[at] < least || Double.isNaN(least)) {
                    least = values[at];
                }
            }
            minima[group] = least;
        }
        return minima;
    }

    /// NaN when there is any.
    double[] max() {
        var maxima = new double[groups.size()];
        int at = groups.from();
        for (int group = 0; group < maxima.length; group++) {
            double most = values[at++];
            for (int end = groups.ends()[group]; at < end; at++) {
                if (values[at] > most || Double.isNaN(values[at])) {
                    most = values[at];
                }
            }
            maxima[group] = most;
        }
        return maxima;
    }

    /// Sample standard deviation in two passes; nothing meaningful for groups of one point.
    double[] std() {
        var means = mean();
        var deviations = new double[groups.size()];
        int at = groups.from();
        for (int group = 0; group < deviations.length; group++) {
            double mean = means[group];
            double squares = 0;
            for (int end = groups.ends()[group]; at < end; at++) {
                double difference = values[at] - mean;
                squares += difference * difference;
            }
            deviations[group] = Math.sqrt(squares / (groups.count(group) - 1));
        }
        return deviations;
    }

    double[] median() {
        var ordered = ordered();
        var medians = new double[groups.size()];
        for (int group = 0; group < medians.length; group++) {
            int start = groups.start(group) - groups.from();
            int count = groups.count(group);
            double upper = ordered[start + count / 2];
            medians[group] = count % 2 == 1 ? upper : (ordered[start + count / 2 - 1] + upper) / 2;
        }
        return medians;
    }

    /// Linear interpolation between the two nearest ranks.
    double[] percentile(int percent) {
        var ordered = ordered();
        var percentiles = new double[groups.size()];
        for (int group = 0; group < percentiles.length; group++) {
            int start = groups.start(group) - groups.from();
            double rank = (groups.count(group) - 1L) * percent / 100.0;
            int below = (int) rank;
            percentiles[group] =
                    below == rank
                            ? ordered[start + below]
                            : ordered[start + below] * (below + 1 - rank)
                                    + ordered[start + below + 1] * (rank - below);
        }
        return percentiles;
    }

    private double[] sums() {
        if (sums.length == 0) {
            sums = new double[groups.size()];
            int at = groups.from();
            for (int group = 0; group < sums.length; group++) {
                double sum = 0;
                for (int end = groups.ends()[group]; at < end; at++) {
                    sum += values[at];
                }
                sums[group] = sum;
            }
        }
        return sums;
    }

    /// The values with every group sorted, NaN last; begins at the first group.
    private double[] ordered() {
        if (ordered.length == 0 && groups.size() > 0) {
            ordered = Arrays.copyOfRange(values, groups.from(), groups.ends()[groups.size() - 1]);
            for (int group = 0; group < groups.size(); group++) {
                int start = groups.start(group) - groups.from();
                Arrays.sort(ordered, start, start + groups.count(group));
            }
        }
        return ordered;
    }
}
