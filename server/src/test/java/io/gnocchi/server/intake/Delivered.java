package io.gnocchi.server.intake;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a delivery says, as text: `resource metric` to `value @ nanos`.
public final class Delivered {
    private Delivered() {}

    /// All measures, those of a metric behind one another.
    public static SortedMap<String, String> texts(Delivery delivery) {
        var texts = new TreeMap<String, String>();
        for (var place : delivery.places()) {
            var measures = delivery.of(place);
            var text = new StringBuilder();
            for (int i = 0; i < measures.size(); i++) {
                text.append(i == 0 ? "" : ", ")
                        .append(measures.values()[i])
                        .append(" @ ")
                        .append(measures.timestamps()[i]);
            }
            texts.put(source(delivery, place).originalId() + " " + place.name(), text.toString());
        }
        return texts;
    }

    /// The attributes of a resource that is in it.
    public static Map<String, String> attributes(Delivery delivery, String originalId) {
        return delivery.sources().values().stream()
                .filter(source -> source.originalId().equals(originalId))
                .findFirst()
                .orElseThrow()
                .attributes();
    }

    /// In what the metrics count of which it is told.
    public static SortedMap<String, String> units(Delivery delivery) {
        var units = new TreeMap<String, String>();
        for (var place : delivery.places()) {
            var unit = delivery.unit(place);
            if (unit != null) {
                units.put(place.name(), unit);
            }
        }
        return units;
    }

    private static Delivery.Source source(Delivery delivery, Delivery.Place place) {
        var source = delivery.sources().get(place.resourceId());
        if (source == null) {
            throw new IllegalStateException("no resource of " + place);
        }
        return source;
    }
}
