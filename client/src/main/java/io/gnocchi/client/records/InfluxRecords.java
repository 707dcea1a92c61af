package io.gnocchi.client.records;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Measures as lines of InfluxDB, named as the server names what is written to it: one tag is the
/// resource, the metric is `measurement.field@tag=value,…` with the others.
final class InfluxRecords implements Records {
    private final Lines lines;
    private final Owner owner;
    private final Precision precision;
    private final String resourceTag;

    InfluxRecords(Lines lines, Owner owner, Precision precision, String resourceTag) {
        this.lines = lines;
        this.owner = owner;
        this.precision = precision;
        this.resourceTag = resourceTag;
    }

    @Override
    public @Nullable List<Measured> next() throws IOException {
        String text = lines.next();
        if (text == null) {
            return null;
        }
        if (text.isBlank() || text.startsWith("#")) {
            return List.of();
        }
        try {
            return measures(InfluxLine.of(text));
        } catch (IllegalArgumentException wrong) {
            throw new BadRecordException(lines.count(), text, String.valueOf(wrong.getMessage()));
        }
    }

    private List<Measured> measures(InfluxLine line) {
        var others = new TreeMap<>(line.tags());
        String tag = others.remove(resourceTag);
        String resource = tag == null ? owner.resource() : tag;
        if (resource == null) {
            throw new IllegalArgumentException(
                    "it has no tag '%s' to name its resource".formatted(resourceTag));
        }
        if (line.timestamp() == null) {
            throw new IllegalArgumentException("it has no timestamp");
        }
        var timestamp = precision.instant(line.timestamp());
        String suffix = suffix(others);
        var measures = new ArrayList<Measured>();
        line.fields()
                .forEach((field, value) ->
                        measures.add(
                                new Measured(
                                        resource,
                                        line.measurement() + "." + field + suffix,
                                        timestamp,
                                        value)));
        return measures;
    }

    private static String suffix(SortedMap<String, String> tags) {
        return tags.isEmpty()
                ? ""
                : tags.entrySet().stream()
                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                        .collect(Collectors.joining(",", "@", ""));
    }
}
