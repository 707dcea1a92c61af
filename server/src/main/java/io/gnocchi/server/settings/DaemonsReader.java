package io.gnocchi.server.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Reads the sections of the daemons.
///
/// @param host where a section says to listen
record DaemonsReader(Values values, UnaryOperator<String> host) {
    private static final Duration SHORTEST_FLUSH_DELAY = Duration.ofMillis(10);

    /// Those that the all-in-one server starts besides.
    List<Settings.Daemon> started() {
        return values.list("server", "daemons").stream().distinct().map(this::daemon).toList();
    }

    private Settings.Daemon daemon(String name) {
        try {
            return Settings.Daemon.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw values.wrong(
                    "server", "daemons", name, "is not one of statsd, carbon, collectd, amqp1d");
        }
    }

    /// A pause of no time at all would be a loop without rest.
    private Duration flushDelay(String section) {
        var delay = values.seconds(section, "flush_delay");
        return delay.compareTo(SHORTEST_FLUSH_DELAY) < 0 ? SHORTEST_FLUSH_DELAY : delay;
    }

    private Settings.@Nullable Listen metricsListen(String section) {
        return values.listen(section, "metrics_listen");
    }

    Settings.Statsd statsd() {
        return new Settings.Statsd(
                host.apply("statsd"),
                values.integer("statsd", "port"),
                values.uuid("statsd", "resource_id"),
                values.text("statsd", "creator"),
                values.text("statsd", "archive_policy_name"),
                flushDelay("statsd"),
                values.bool("statsd", "keep_gauges"),
                metricsListen("statsd"));
    }

    Settings.Carbon carbon() {
        var prefix = values.text("carbon", "prefix");
        return new Settings.Carbon(
                host.apply("carbon"),
                values.integer("carbon", "port"),
                values.requiredText("carbon", "resource_type"),
                values.text("carbon", "creator"),
                values.text("carbon", "archive_policy_name"),
                prefix == null ? "" : prefix,
                values.integer("carbon", "resource_node"),
                flushDelay("carbon"),
                metricsListen("carbon"));
    }

    Settings.Collectd collectd() {
        var types = values.text("collectd", "types_db");
        return new Settings.Collectd(
                host.apply("collectd"),
                values.integer("collectd", "port"),
                values.requiredText("collectd", "resource_type"),
                values.text("collectd", "creator"),
                values.text("collectd", "archive_policy_name"),
                types == null ? null : Path.of(types),
                flushDelay("collectd"),
                metricsListen("collectd"));
    }

    Settings.Amqp1d amqp1d() {
        return new Settings.Amqp1d(
                values.requiredText("amqp1d", "url"),
                values.requiredText("amqp1d", "resource_type"),
                values.text("amqp1d", "creator"),
                flushDelay("amqp1d"),
                metricsListen("amqp1d"));
    }
}
