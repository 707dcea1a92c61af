package io.gnocchi.server.otlp;

import io.gnocchi.core.model.MalformedException;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// One data point of a metric.
sealed interface Point {

    /// A point that can be kept.
    sealed interface Measured extends Point {
        SortedMap<String, String> attributes();

        /// When it was measured, since the Epoch.
        long nanos();
    }

    /// A number: of a gauge or a sum.
    record Single(SortedMap<String, String> attributes, long nanos, double value)
            implements Measured {
        public Single {
            requireTime(nanos);
        }
    }

    /// What a histogram of either kind has counted.
    record Distribution(
            SortedMap<String, String> attributes, long nanos, Totals totals, List<Bucket> buckets)
            implements Measured {
        public Distribution {
            requireTime(nanos);
            buckets = List.copyOf(buckets);
        }
    }

    /// What a summary tells.
    record Summary(
            SortedMap<String, String> attributes,
            long nanos,
            double count,
            double sum,
            List<Quantile> quantiles)
            implements Measured {
        public Summary {
            requireTime(nanos);
            quantiles = List.copyOf(quantiles);
        }
    }

    /// Says that there is nothing to say.
    record Unrecorded() implements Point {}

    /// One that cannot be kept.
    record Flawed(String reason) implements Point {}

    /// Of a whole distribution; null is what was not told.
    record Totals(
            double count, @Nullable Double sum, @Nullable Double least, @Nullable Double most) {}

    /// How much fell above one bound and up to another.
    record Bucket(double above, double upTo, double count) {}

    /// @param quantile from 0 to 1
    record Quantile(double quantile, double value) {}

    private static void requireTime(long nanos) {
        if (nanos <= 0) {
            throw new MalformedException("a point has no time, or one out of range");
        }
    }
}
