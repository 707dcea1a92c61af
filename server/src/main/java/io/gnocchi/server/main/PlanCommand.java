package io.gnocchi.server.main;

import io.gnocchi.core.model.AggregationMethods;
import io.gnocchi.core.model.ArchivePolicies;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.MalformedException;
import io.gnocchi.core.model.RetentionRequest;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.server.plan.Deployment;
import io.gnocchi.server.plan.Load;
import io.gnocchi.server.plan.Plan;
import io.gnocchi.server.plan.PlanReport;
import io.gnocchi.server.plan.Prices;
import io.gnocchi.server.settings.LikelyName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `gnocchi-plan`: what a load would take. It asks nobody.
@Command(
        description = {
            "Tells what so many metrics take on an object store: requests, bytes, dollars. It needs"
                    + " no server and no configuration.",
            "Prices are those of S3 Standard in us-east-1 unless others are given."
        },
        mixinStandardHelpOptions = true)
final class PlanCommand implements Runnable {
    private static final String OWN = "own";

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--metrics",
            paramLabel = "N",
            required = true,
            converter = Amount.class,
            description = "How many metrics: 5000, 250k, 1M.")
    private long metrics;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = Time.class,
            description = "Between two measures of a metric (default: ${DEFAULT-VALUE}).")
    private Timespan interval = new Timespan(1);

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            description = "One of the default archive policies: low, medium, high, bool (low).")
    private @Nullable String policy;

    @Option(
            names = {"-d", "--definition"},
            paramLabel = "DEFINITION",
            description =
                    "A line of another policy, as granularity:1m,timespan:7d; may be repeated.")
    private List<String> definition = new ArrayList<>();

    @Option(
            names = {"-m", "--aggregation-method"},
            paramLabel = "METHOD",
            description = "A method of that policy; may be repeated (the default methods).")
    private List<String> methods = new ArrayList<>();

    @Option(
            names = "--bytes-per-value",
            paramLabel = "N",
            defaultValue = "" + Load.USUAL_BYTES,
            description =
                    "Of a stored value: 0.05 constants, 1.5 gauges and counters, 7 noise (default:"
                            + " ${DEFAULT-VALUE}).")
    private double bytesPerValue;

    @Option(
            names = "--reads",
            paramLabel = "N",
            defaultValue = "0",
            description = "Queries a minute that no memory answers (default: ${DEFAULT-VALUE}).")
    private double reads;

    @Option(
            names = "--api-nodes",
            paramLabel = "N",
            defaultValue = "1",
            description = "Processes that measures come to (default: ${DEFAULT-VALUE}).")
    private int apiNodes;

    @Option(
            names = "--flush-delay",
            paramLabel = "TIME",
            defaultValue = "1s",
            converter = Time.class,
            description = "[incoming] flush_delay (default: ${DEFAULT-VALUE}, as on S3).")
    private Timespan flushDelay = new Timespan(1);

    @Option(
            names = "--metricds",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Processes of metricd, 0 for gnocchi-server alone (default:"
                            + " ${DEFAULT-VALUE}).")
    private int metricds;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Of all metricds together (default: one each).")
    private @Nullable Integer workers;

    @Option(
            names = "--fold-delay",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = Time.class,
            description = "[metricd] metric_processing_delay (default: ${DEFAULT-VALUE}).")
    private Timespan foldDelay = new Timespan(1);

    @Option(
            names = "--after",
            paramLabel = "TIME",
            defaultValue = "365d",
            converter = Time.class,
            description = "When to look at what is stored (default: ${DEFAULT-VALUE}).")
    private Timespan after = new Timespan(1);

    @Option(
            names = "--put-price",
            paramLabel = "DOLLARS",
            description = "Of a million PUT or LIST (5).")
    private double putPrice = Prices.S3_STANDARD.millionPuts();

    @Option(names = "--get-price", paramLabel = "DOLLARS", description = "Of a million GET (0.4).")
    private double getPrice = Prices.S3_STANDARD.millionGets();

    @Option(
            names = "--space-price",
            paramLabel = "DOLLARS",
            description = "Of a gigabyte and month (0.023).")
    private double spacePrice = Prices.S3_STANDARD.gigabyteMonth();

    @Option(names = "--json", description = "Write a JSON object, for programs.")
    private boolean isJson;

    @Override
    public void run() {
        requireSense();
        int each = workers == null ? Math.max(1, metricds) : workers;
        var plan =
                Plan.of(
                        new Load(metrics, interval, chosen(), bytesPerValue, reads),
                        new Deployment(
                                apiNodes,
                                duration(flushDelay),
                                metricds,
                                each,
                                duration(foldDelay),
                                duration(after)),
                        new Prices(putPrice, getPrice, spacePrice));
        if (isJson) {
            PlanReport.json(plan, System.out);
            System.out.println();
        } else {
            System.out.print(PlanReport.text(plan));
        }
    }

    private void requireSense() {
        require(bytesPerValue > 0, "--bytes-per-value must be more than 0");
        require(reads >= 0, "--reads cannot be negative");
        require(apiNodes >= 1, "--api-nodes must be at least 1");
        require(metricds >= 0, "--metricds cannot be negative");
        require(
                workers == null || workers >= Math.max(1, metricds),
                "--workers must be at least 1, and one for each metricd");
        require(putPrice >= 0 && getPrice >= 0 && spacePrice >= 0, "a price cannot be negative");
        require(
                policy == null || definition.isEmpty(),
                "--policy names one that there is, --definition makes another: give one of them");
        require(
                methods.isEmpty() || !definition.isEmpty(),
                "--aggregation-method belongs to a policy made by --definition");
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw wrong(otherwise);
        }
    }

    private ParameterException wrong(String message) {
        if (spec == null) {
            throw new IllegalStateException("picocli has not set the command");
        }
        return new ParameterException(spec.commandLine(), message);
    }

    private ArchivePolicy chosen() {
        try {
            return definition.isEmpty() ? named(policy == null ? "low" : policy) : own();
        } catch (MalformedException e) {
            throw wrong("--definition, --aggregation-method: " + e.getMessage());
        }
    }

    private ArchivePolicy named(String name) {
        var policies = ArchivePolicies.defaults(AggregationMethods.defaults());
        for (var one : policies) {
            if (one.name().equals(name)) {
                return one;
            }
        }
        var names = policies.stream().map(ArchivePolicy::name).toList();
        var likely = LikelyName.of(name, names);
        throw wrong(
                "--policy: there is no default policy %s; %s; --definition describes any other"
                        .formatted(
                                name,
                                likely == null
                                        ? "there are " + String.join(", ", names)
                                        : "did you mean " + likely + "?"));
    }

    private ArchivePolicy own() {
        var lines = definition.stream().map(this::line).toList();
        var computed = AggregationMethods.resolve(methods, AggregationMethods.defaults());
        return ArchivePolicies.define(OWN, 0, lines, computed);
    }

    private RetentionRequest line(String text) {
        @Nullable Timespan granularity = null;
        @Nullable Timespan timespan = null;
        @Nullable Long points = null;
        for (var item : text.split(",", -1)) {
            int colon = item.indexOf(':');
            var name = colon < 0 ? item : item.substring(0, colon);
            var value = item.substring(colon + 1);
            switch (name.strip()) {
                case "granularity", "g" -> granularity = Timespan.parse(value);
                case "timespan", "t" -> timespan = Timespan.parse(value);
                case "points", "p" -> points = points(value);
                default ->
                        throw wrong(
                                ("--definition: '%s' in '%s' is none of granularity, points and"
                                                + " timespan; write granularity:1m,timespan:7d")
                                        .formatted(name, text));
            }
        }
        return new RetentionRequest(granularity, points, timespan);
    }

    private Long points(String text) {
        try {
            long points = Long.parseLong(text.strip());
            require(points >= 1, "--definition: points must be at least 1, not " + text);
            return points;
        } catch (NumberFormatException _) {
            throw wrong("--definition: points is a whole number, not '" + text + "'");
        }
    }

    private static Duration duration(Timespan time) {
        return Duration.ofNanos(time.nanos());
    }

    /// A number of things: `5000`, `250k`, `1M`.
    static final class Amount implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            long unit =
                    switch (text.isEmpty() ? ' ' : text.charAt(text.length() - 1)) {
                        case 'k', 'K' -> 1_000L;
                        case 'm', 'M' -> 1_000_000L;
                        case 'g', 'G' -> 1_000_000_000L;
                        default -> 1L;
                    };
            var digits = unit == 1 ? text : text.substring(0, text.length() - 1);
            try {
                double number = Double.parseDouble(digits) * unit;
                if (number >= 1 && number <= 1e12 && number == Math.rint(number)) {
                    return (long) number;
                }
            } catch (NumberFormatException _) {
                // Told below, as any other wrong number.
            }
            throw new TypeConversionException(
                    "'" + text + "' is not a number of metrics; write 5000, 250k or 1M");
        }
    }

    /// A length of time as in archive policies: `60s`, `5 minutes`, `7d`.
    static final class Time implements ITypeConverter<Timespan> {
        @Override
        public Timespan convert(String text) {
            try {
                return Timespan.parse(text);
            } catch (MalformedException e) {
                throw new TypeConversionException(
                        "'%s' is not a length of time; write 60s, 5m, 1h or 7d".formatted(text));
            }
        }
    }
}
