package io.gnocchi.lab;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/// `make account`: the account of object store requests.
///
/// Arguments: `--metrics N` (default 100000), `--minutes N` (default 10).
public final class S3Requests {
    private static final List<ArchivePolicy> POLICIES =
            List.of(
                    policy("low", retention(300, 30)),
                    policy("medium", retention(60, 7), retention(3600, 365)),
                    policy("high", retention(1, 1), retention(60, 7), retention(3600, 365)));

    private S3Requests() {}

    public static void main(String[] arguments) {
        int metrics = 100_000;
        int minutes = 10;
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            switch (arguments[i]) {
                case "--metrics" -> metrics = Integer.parseInt(arguments[i + 1]);
                case "--minutes" -> minutes = Integer.parseInt(arguments[i + 1]);
                default -> throw new IllegalArgumentException("unknown " + arguments[i]);
            }
        }
        System.out.printf("%d metrics, one point a minute, %d minutes%n", metrics, minutes);
        for (var policy : POLICIES) {
            long start = System.nanoTime();
            var counts = RequestAccount.of(metrics, policy, minutes);
            double millions = metrics * (double) minutes / 1e6;
            System.out.printf(
                    "%-6s  PUT per million measures %.1f  PUT a minute %.1f  GET a minute %.1f"
                            + "  (%.0f measures/s, simulated nodes and worker in one thread)%n",
                    policy.name(),
                    counts.puts() / millions,
                    counts.puts() / (double) minutes,
                    counts.gets() / (double) minutes,
                    millions * 1e15 / (System.nanoTime() - start));
        }
    }

    /// The default policies.
    public static List<ArchivePolicy> policies() {
        return POLICIES;
    }

    private static ArchivePolicy policy(String name, Retention... definition) {
        var methods = new TreeSet<AggregationMethod>();
        Stream.of("mean", "min", "max", "sum", "std", "count")
                .map(AggregationMethod::parse)
                .forEach(methods::add);
        return new ArchivePolicy(name, 0, List.of(definition), methods);
    }

    private static Retention retention(long granularitySeconds, long days) {
        return new Retention(
                new Timespan(Duration.ofSeconds(granularitySeconds).toNanos()),
                new Timespan(Duration.ofDays(days).toNanos()));
    }
}
