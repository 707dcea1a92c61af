package io.gnocchi.server.collectd;

import io.gnocchi.core.model.MalformedException;
import io.gnocchi.server.intake.Delivery;
import io.gnocchi.server.wire.Json;
import io.gnocchi.server.wire.JsonReader;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Value lists as collectd writes them in JSON, with write_http or to a broker: an array of objects
/// like
///
/// ```
/// {"values":[1.5],"dsnames":["value"],"time":1700000000.5,"host":"web","plugin":"cpu",
///  "plugin_instance":"0","type":"percent","type_instance":"idle"}
/// ```
///
/// A bad one loses only itself. Notifications, which have a severity and no values, are skipped.
public final class JsonValues {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MAX_SECONDS = 9.2e9;

    private final HostMapping mapping;
    private int refused;
    private @Nullable String reason;

    private JsonValues(HostMapping mapping) {
        this.mapping = mapping;
    }

    /// Lists that were read.
    ///
    /// @param refused how many were bad
    /// @param reason why the first of them was; empty when none was
    public record Read(Delivery delivery, int refused, String reason) {}

    /// Reads a document.
    ///
    /// @param resourceType of the hosts; made when it is not there
    /// @throws MalformedException when it is none of collectd's
    public static Read read(InputStream body, String resourceType, @Nullable String creator) {
        var mapping = HostMapping.of(resourceType);
        var delivery = Delivery.creating(mapping.type(), creator);
        var values = new JsonValues(mapping);
        var json = JsonReader.read(body);
        if (!(json instanceof Json.Sequence(var items))) {
            throw new MalformedException("not an array of collectd's value lists");
        }
        items.forEach(item -> values.add(item, delivery));
        var reason = values.reason;
        return new Read(delivery, values.refused, reason == null ? "" : reason);
    }

    private void add(Json item, Delivery delivery) {
        try {
            if (item instanceof Json.Dictionary(var members)) {
                if (!members.containsKey("severity") || members.containsKey("values")) {
                    var _ =
                            mapping.map(
                                    list(members),
                                    (resource, attributes, metric, nanos, value) -> {
                                        delivery.add(resource, attributes, metric, nanos, value);
                                        return true;
                                    });
                }
            } else {
                throw new MalformedException("not an object");
            }
        } catch (MalformedException e) {
            refused++;
            if (reason == null) {
                reason = e.getMessage();
            }
        }
    }

    private static ValueList list(Map<String, Json> members) {
        var values = numbers(members.get("values"));
        return new ValueList(
                new ValueList.Identity(
                        text(members, "host"),
                        text(members, "plugin"),
                        text(members, "plugin_instance"),
                        text(members, "type"),
                        text(members, "type_instance")),
                nanos(members.get("time")),
                values,
                names(members.get("dsnames"), values.length));
    }

    private static String text(Map<String, Json> members, String name) {
        return switch (members.get(name)) {
            case Json.Text(var value) -> value;
            case null -> "";
            case Json.Null _ -> "";
            default -> throw new MalformedException("`%s' is no text".formatted(name));
        };
    }

    private static double[] numbers(@Nullable Json values) {
        if (values instanceof Json.Sequence(var items)) {
            return items.stream().mapToDouble(JsonValues::number).toArray();
        }
        throw new MalformedException("`values' is no array");
    }

    private static double number(Json item) {
        return switch (item) {
            case Json.Numeral numeral -> numeral.asDouble();
            case Json.Null _ -> Double.NaN;
            default -> throw new MalformedException("a value is no number");
        };
    }

    private static long nanos(@Nullable Json time) {
        if (time instanceof Json.Numeral numeral) {
            double seconds = numeral.asDouble();
            if (seconds >= 0 && seconds <= MAX_SECONDS) {
                long whole = (long) seconds;
                return whole * 1_000_000_000L + Math.round((seconds - whole) * NANOS_PER_SECOND);
            }
        }
        throw new MalformedException("`time' is no time");
    }

    private static List<String> names(@Nullable Json names, int count) {
        if (names instanceof Json.Sequence(var items)) {
            return items.stream().map(JsonValues::name).toList();
        }
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private static String name(Json item) {
        if (item instanceof Json.Text(var value)) {
            return value;
        }
        throw new MalformedException("a name of a value is no text");
    }
}
