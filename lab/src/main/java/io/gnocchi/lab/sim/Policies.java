package io.gnocchi.lab.sim;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/// Archive policies by chance: granularities that divide each other and some that do not, short and
/// endless retention, narrow and wide windows, rates or none.
final class Policies {
    private static final List<String> METHODS =
            List.of(
                    "count",
                    "sum",
                    "mean",
                    "min",
                    "max",
                    "first",
                    "last",
                    "std",
                    "median",
                    "rate:sum",
                    "rate:count",
                    "rate:last",
                    "rate:std");

    private final RandomGenerator random;

    Policies(RandomGenerator random) {
        this.random = random;
    }

    ArchivePolicy next(String name) {
        var seconds = new TreeSet<Integer>();
        var choice = new int[] {1, 5, 7, 10, 30, 60};
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            seconds.add(choice[random.nextInt(choice.length)]);
        }
        var definition = new ArrayList<Retention>();
        for (int each : seconds) {
            var granularity = new Timespan(each * 1_000_000_000L);
            var kept =
                    random.nextBoolean()
                            ? null
                            : new Timespan(granularity.nanos() * (5 + random.nextInt(100)));
            definition.add(new Retention(granularity, kept));
        }
        var methods = new TreeSet<AggregationMethod>();
        methods.add(AggregationMethod.parse("count"));
        for (int i = 0; i < 4; i++) {
            methods.add(AggregationMethod.parse(METHODS.get(random.nextInt(METHODS.size()))));
        }
        return new ArchivePolicy(name, random.nextInt(4), definition, methods);
    }
}
