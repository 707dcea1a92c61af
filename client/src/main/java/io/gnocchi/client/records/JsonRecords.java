package io.gnocchi.client.records;

import io.gnocchi.client.json.Json;
import io.gnocchi.client.json.MalformedJsonException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Measures in JSON: an object on each line, or one document.
///
/// An object is a measure (`timestamp`, `value`, `metric`, `resource`), or what the API takes as a
/// batch: measures by metric ids, or by resources and metric names. A document is such an object or
/// an array of them; it is read whole.
final class JsonRecords implements Records {
    private static final int MAX_DOCUMENT_CHARACTERS = 512 << 20;

    private record Part(long line, @Nullable Object value) {}

    private final Lines lines;
    private final Owner owner;
    private final Precision precision;
    private final Deque<Part> document = new ArrayDeque<>();
    private boolean begun;

    JsonRecords(Lines lines, Owner owner, Precision precision) {
        this.lines = lines;
        this.owner = owner;
        this.precision = precision;
    }

    @Override
    public @Nullable List<Measured> next() throws IOException {
        if (!document.isEmpty()) {
            return measures(document.pop());
        }
        String line = lines.next();
        if (line == null) {
            return null;
        }
        if (line.isBlank()) {
            return List.of();
        }
        boolean first = !begun;
        begun = true;
        Object value;
        try {
            value = Json.read(line);
        } catch (MalformedJsonException wrong) {
            if (!first) {
                throw bad(lines.count(), line, wrong);
            }
            value = rest(line);
        }
        return taken(new Part(lines.count(), value));
    }

    private List<Measured> taken(Part part) {
        if (part.value() instanceof List<?> elements) {
            elements.forEach(element -> document.add(new Part(part.line(), element)));
            return List.of();
        }
        return measures(part);
    }

    /// A document of several lines.
    private @Nullable Object rest(String first) throws IOException {
        var text = new StringBuilder(first);
        for (String line = lines.next(); line != null; line = lines.next()) {
            text.append('\n').append(line);
            if (text.length() > MAX_DOCUMENT_CHARACTERS) {
                throw new UnreadableFileException(
                        "a document of JSON is read whole, and this one is too long for that;"
                                + " write an object on each line");
            }
        }
        try {
            return Json.read(text.toString());
        } catch (MalformedJsonException wrong) {
            throw new UnreadableFileException("it is no JSON: " + wrong.getMessage());
        }
    }

    private List<Measured> measures(Part part) {
        try {
            Map<String, @Nullable Object> object = Json.object(part.value());
            if (object.containsKey("timestamp")) {
                return List.of(measure(object, owner));
            }
            var measures = new ArrayList<Measured>();
            object.forEach((name, value) -> batch(name, value, measures));
            return measures;
        } catch (MalformedJsonException | IllegalArgumentException wrong) {
            throw bad(part.line(), Json.write(part.value()), wrong);
        }
    }

    /// A metric's id with its measures, or a resource with those of its metrics.
    private void batch(String name, @Nullable Object value, List<Measured> into) {
        if (value instanceof List<?> measures) {
            measures.forEach(one -> into.add(measure(Json.object(one), new Owner(null, name))));
            return;
        }
        Json.object(value)
                .forEach((metric, told) -> {
                    Object measures = told instanceof Map<?, ?> form ? form.get("measures") : told;
                    Json.array(measures)
                            .forEach(one ->
                                    into.add(measure(Json.object(one), new Owner(name, metric))));
                });
    }

    private Measured measure(Map<String, @Nullable Object> object, Owner otherwise) {
        String resource = text(object, "resource", otherwise.resource());
        String id = text(object, "metric_id", null);
        String metric =
                text(object, "metric", resource == null && id != null ? id : otherwise.metric());
        if (metric == null) {
            throw new IllegalArgumentException("it does not say of which metric it is");
        }
        Object value = object.get("value");
        if (value == null) {
            throw new IllegalArgumentException("it has no value");
        }
        return new Measured(
                resource,
                metric,
                precision.instant(String.valueOf(object.get("timestamp"))),
                Numbers.read(value.toString()));
    }

    private static @Nullable String text(
            Map<String, @Nullable Object> object, String name, @Nullable String otherwise) {
        Object told = object.get(name);
        return told == null ? otherwise : told.toString();
    }

    private static BadRecordException bad(long line, String text, RuntimeException why) {
        return new BadRecordException(line, text, String.valueOf(why.getMessage()));
    }
}
