package io.gnocchi.server.collectd;

import io.gnocchi.core.model.MalformedException;
import io.gnocchi.core.model.ResourceType;
import io.gnocchi.server.wire.JsonObjects;
import io.gnocchi.server.wire.KnownTexts;
import java.io.InputStream;
import java.util.List;
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
/// A bad one loses only itself. Notifications, which have no values but a severity or labels, are
/// no measures.
public final class JsonValues {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MAX_SECONDS = 9.2e9;

    private static final KnownTexts KNOWN =
            new KnownTexts(
                    List.of(
                            "values",
                            "dstypes",
                            "dsnames",
                            "time",
                            "interval",
                            "host",
                            "plugin",
                            "plugin_instance",
                            "type",
                            "type_instance",
                            "meta",
                            "value",
                            "gauge",
                            "derive",
                            "counter",
                            "rx",
                            "tx",
                            "read",
                            "write"));

    private final HostMapping mapping;

    /// @param resourceType of the hosts
    public JsonValues(String resourceType) {
        mapping = HostMapping.of(resourceType);
    }

    /// The type of the hosts; to be made when it is not there.
    public ResourceType type() {
        return mapping.type();
    }

    /// What was found in a document.
    ///
    /// @param lists how many value lists were good
    /// @param notifications how many things were none, and need not be
    /// @param refused how many were bad
    /// @param reason why the first of them was; empty when none was
    public record Read(int lists, int notifications, int refused, String reason) {}

    /// Reads a document.
    ///
    /// @throws MalformedException when it is none of collectd's; what comes before the place where
    ///   that shows has been taken
    public Read read(InputStream body, ValueTaker taker) {
        try (var items = new JsonObjects(body, KNOWN)) {
            return read(items, taker);
        }
    }

    /// Reads a document that has come whole.
    ///
    /// @throws MalformedException as above
    public Read read(byte[] body, ValueTaker taker) {
        try (var items = new JsonObjects(body, KNOWN)) {
            return read(items, taker);
        }
    }

    private Read read(JsonObjects items, ValueTaker taker) {
        int lists = 0;
        int notifications = 0;
        int refused = 0;
        var reason = "";
        while (items.nextItem()) {
            try {
                var item = Item.read(items);
                if (item.isNotification()) {
                    notifications++;
                } else {
                    var _ = mapping.map(item.list(), taker);
                    lists++;
                }
            } catch (MalformedException e) {
                refused++;
                reason = reason.isEmpty() ? String.valueOf(e.getMessage()) : reason;
            }
        }
        return new Read(lists, notifications, refused, reason);
    }

    /// The members of one object.
    private static final class Item {
        private String host = "";
        private String plugin = "";
        private String pluginInstance = "";
        private String type = "";
        private String typeInstance = "";
        private double seconds = Double.NaN;
        private double @Nullable [] values;
        private @Nullable List<String> names;
        private boolean isAlert;

        static Item read(JsonObjects from) {
            var item = new Item();
            while (from.nextMember()) {
                item.take(from);
            }
            return item;
        }

        private void take(JsonObjects from) {
            switch (from.member()) {
                case "host" -> host = from.text();
                case "plugin" -> plugin = from.text();
                case "plugin_instance" -> pluginInstance = from.text();
                case "type" -> type = from.text();
                case "type_instance" -> typeInstance = from.text();
                case "time" -> seconds = from.number();
                case "values" -> values = from.numbers();
                case "dsnames" -> names = from.texts();
                case "severity", "labels" -> isAlert = true;
                default -> {}
            }
        }

        boolean isNotification() {
            return isAlert && values == null;
        }

        ValueList list() {
            if (values == null) {
                throw new MalformedException("`values' is no array");
            }
            return new ValueList(
                    new ValueList.Identity(host, plugin, pluginInstance, type, typeInstance),
                    nanos(),
                    values,
                    names == null ? numbered(values.length) : names);
        }

        private long nanos() {
            if (!(seconds >= 0 && seconds <= MAX_SECONDS)) {
                throw new MalformedException("`time' is no time");
            }
            long whole = (long) seconds;
            return whole * 1_000_000_000L + Math.round((seconds - whole) * NANOS_PER_SECOND);
        }

        private static List<String> numbered(int count) {
            return IntStream.range(0, count).mapToObj(Integer::toString).toList();
        }
    }
}
