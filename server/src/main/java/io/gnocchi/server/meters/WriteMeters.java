package io.gnocchi.server.meters;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// Counts the measures that come in, by the way they come and by what becomes of them. What cannot
/// be read at all is not counted here, for nobody knows how many measures it was: the request is.
public final class WriteMeters {
    private final Map<Way, LongAdder> accepted = new EnumMap<>(Way.class);
    private final Map<Way, Map<Reason, LongAdder>> refused = new EnumMap<>(Way.class);
    private final RecentRate rate;

    /// How measures come in.
    public enum Way {
        /// The API of Gnocchi.
        NATIVE,
        INFLUXDB,
        PROMETHEUS,
        OTLP,
        COLLECTD,
        STATSD,
        CARBON,
        AMQP
    }

    /// Why measures are not taken.
    public enum Reason {
        /// Too many wait.
        OVERLOADED,
        /// Something outside fails; they may count nevertheless.
        UNAVAILABLE,
        /// The sender may not.
        FORBIDDEN,
        /// There is no such metric, or it cannot be made.
        UNFIT
    }

    /// @param rate hears of measures that are taken
    public WriteMeters(Meters meters, RecentRate rate) {
        this.rate = rate;
        for (var way : Way.values()) {
            var taken = new LongAdder();
            accepted.put(way, taken);
            meters.count(
                    "gnocchi.measures.accepted",
                    "Measures that are durable and acknowledged",
                    taken::sum,
                    "protocol",
                    label(way));
            var byReason = new EnumMap<Reason, LongAdder>(Reason.class);
            for (var reason : Reason.values()) {
                byReason.put(reason, refusals(meters, way, reason));
            }
            refused.put(way, byReason);
        }
    }

    private static LongAdder refusals(Meters meters, Way way, Reason reason) {
        var count = new LongAdder();
        meters.count(
                "gnocchi.measures.refused",
                "Measures that were understood and not taken",
                count::sum,
                "protocol",
                label(way),
                "reason",
                label(reason));
        return count;
    }

    /// How `protocol` calls a way.
    public static String label(Way way) {
        return label((Enum<?>) way);
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /// Measures are acknowledged.
    public void accepted(Way way, long measures) {
        of(accepted, way).add(measures);
        rate.add(measures);
    }

    /// At which pace measures are taken.
    public double perSecond() {
        return rate.perSecond();
    }

    /// Measures are not taken.
    public void refused(Way way, Reason reason, long measures) {
        of(of(refused, way), reason).add(measures);
    }

    private static <K, V> V of(Map<K, V> all, K key) {
        return requireNonNull(all.get(key));
    }
}
