package io.gnocchi.lab.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// `make jmh`: what single steps take, as a table.
///
/// Arguments: `--quick` for a glance instead of figures to keep, `--only REGEX` for some of the
/// benchmarks, `--out FILE` to write the table there too.
public final class Micro {
    private static final String USAGE = "options: --quick, --only REGEX, --out FILE";
    private static final String PACKAGE = Micro.class.getPackageName() + ".";

    private Micro() {}

    public static void main(String[] arguments) throws RunnerException, IOException {
        boolean quick = false;
        var only = "";
        @Nullable Path out = null;
        for (int i = 0; i < arguments.length; i++) {
            boolean last = i == arguments.length - 1;
            if (arguments[i].equals("--quick")) {
                quick = true;
            } else if (arguments[i].equals("--only") && !last) {
                only = arguments[++i];
            } else if (arguments[i].equals("--out") && !last) {
                out = Path.of(arguments[++i]);
            } else {
                System.err.println(USAGE);
                System.exit(2);
            }
        }
        var results = measure(only, quick);
        if (results.isEmpty()) {
            System.err.println("no benchmark is called like " + only);
            System.exit(1);
        }
        var page = page(results, quick);
        System.out.println(page);
        if (out != null) {
            Files.writeString(out, page);
        }
    }

    /// Every benchmark in a process of its own, in a time that allows to run all of them often.
    private static Collection<RunResult> measure(String only, boolean quick)
            throws RunnerException {
        var iteration = TimeValue.milliseconds(quick ? 200 : 700);
        var options =
                new OptionsBuilder()
                        .include(PACKAGE.replace(".", "\\.") + ".*" + only)
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.NANOSECONDS)
                        .forks(1)
                        .warmupIterations(quick ? 1 : 3)
                        .warmupTime(iteration)
                        .measurementIterations(quick ? 2 : 5)
                        .measurementTime(iteration)
                        .shouldFailOnError(true)
                        .build();
        return new Runner(options).run();
    }

    private static String page(Collection<RunResult> results, boolean quick) {
        var page = new StringBuilder();
        page.append(
                """
                # Single steps

                Written by `make jmh`%s: nanoseconds of one thread, and by how much the mean of the iterations may be off (99.9 %% confidence).
                *Values*, *Timestamps* and *Deviations* are columns of a day of minutes, one is a value; *Folding* is a step of a worker over a
                sack of 1,000 metrics in memory, one is a measure; *Parsing* is a body to columns, one is a measure; *Evaluation* is an
                operation over 100 series of a day of minutes, one is a value.

                | step | of | ns for one | ± | millions a second |
                |---|---|---:|---:|---:|
                """
                        .formatted(quick ? " at a glance (`--quick`)" : ""));
        results.forEach(result -> page.append(row(result)));
        return page.toString();
    }

    private static String row(RunResult result) {
        var parameters = result.getParams();
        var of =
                parameters.getParamsKeys().stream()
                        .map(key -> key + " " + parameters.getParam(key))
                        .collect(Collectors.joining(", "));
        double nanos = result.getPrimaryResult().getScore();
        double error = result.getPrimaryResult().getScoreError();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.2f | %s | %.2f |%n",
                parameters.getBenchmark().substring(PACKAGE.length()),
                of,
                nanos,
                Double.isNaN(error) ? "" : String.format(Locale.ROOT, "%.2f", error),
                1_000 / nanos);
    }
}
