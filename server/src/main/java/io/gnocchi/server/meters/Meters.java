package io.gnocchi.server.meters;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Everything a process tells about itself, in the text form of Prometheus.
///
/// Who does the work counts in its own way; here is written down under which name the counts are
/// told. They are asked when somebody looks, so nobody pays for what nobody watches. No name and no
/// label tells of a tenant, a resource or a metric: anybody may look.
public final class Meters implements AutoCloseable {
    /// Of what [#text()] is.
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    /// How parts of a meter are called that has several.
    private static final Map<Statistic, String> ENDINGS =
            Map.of(
                    Statistic.COUNT, "_count",
                    Statistic.TOTAL_TIME, "_sum",
                    Statistic.VALUE, "");

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /// The registry alone would let go of what it asks.
    private final Collection<Object> asked = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean machineToo = new AtomicBoolean();

    /// A number that only grows.
    ///
    /// @param name its end is left out: `_total`
    /// @param labels names and values by turns
    public void count(String name, String help, LongSupplier value, String... labels) {
        amount(name, help, value::getAsLong, labels);
    }

    /// The same with fractions.
    void amount(String name, String help, DoubleSupplier value, String... labels) {
        asked.add(value);
        FunctionCounter.builder(name, value, DoubleSupplier::getAsDouble)
                .description(help)
                .tags(labels)
                .register(registry);
    }

    /// A number that goes up and down; not a number while it is unknown.
    public void gauge(String name, String help, DoubleSupplier value, String... labels) {
        Gauge.builder(name, value::getAsDouble)
                .description(help)
                .tags(labels)
                .strongReference(true)
                .register(registry);
    }

    /// Work that is counted and timed elsewhere.
    ///
    /// @param name its ends are left out: `_seconds_count`, `_seconds_sum`
    public void work(
            String name,
            String help,
            LongSupplier count,
            Supplier<Duration> time,
            String... labels) {
        asked.add(time);
        FunctionTimer.builder(
                        name,
                        time,
                        _ -> count.getAsLong(),
                        spent -> (double) spent.get().toNanos(),
                        TimeUnit.NANOSECONDS)
                .description(help)
                .tags(labels)
                .register(registry);
    }

    /// Durations, as a histogram.
    Timer durations(String name, String help, String... labels) {
        return Timer.builder(name)
                .description(help)
                .tags(labels)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /// All of it as it is now.
    public String text() {
        // Not before somebody looks: a process would start later for it.
        if (machineToo.compareAndSet(false, true)) {
            tellOfTheMachine();
        }
        return registry.scrape();
    }

    /// All of it as numbers by name, each with its labels behind: `name@label=value,...`. Buckets
    /// of durations are left out, and what is not known.
    public SortedMap<String, Double> numbers() {
        var numbers = new TreeMap<String, Double>();
        for (var meter : registry.getMeters()) {
            for (var measurement : meter.measure()) {
                var ending = ENDINGS.get(measurement.getStatistic());
                double value = measurement.getValue();
                if (ending != null && Double.isFinite(value)) {
                    numbers.put(name(meter, ending), value);
                }
            }
        }
        return numbers;
    }

    private String name(Meter meter, String ending) {
        var convention = registry.config().namingConvention();
        var labels =
                meter.getId().getConventionTags(convention).stream()
                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                        .collect(Collectors.joining(","));
        var name = meter.getId().getConventionName(convention);
        var end =
                switch (meter) {
                    case FunctionCounter _ -> "_total";
                    case Gauge _ -> "";
                    default -> ending;
                };
        return name + end + (labels.isEmpty() ? "" : "@" + labels);
    }

    private void tellOfTheMachine() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            tellOf(collector);
        }
    }

    private void tellOf(GarbageCollectorMXBean collector) {
        work(
                "jvm.gc.collection",
                "Collections of garbage and the time spent in them",
                collector::getCollectionCount,
                () -> Duration.ofMillis(collector.getCollectionTime()),
                "gc",
                collector.getName());
    }

    @Override
    public void close() {
        registry.close();
    }
}
