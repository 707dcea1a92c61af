package io.gnocchi.server.intake;

import io.gnocchi.core.model.MalformedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How lines of InfluxDB become measures: one tag is the resource, the others are part of the name
/// of the metric, as in `cpu.idle@core=0,zone=a`.
///
/// @param resourceTag the tag whose value is the resource id
/// @param nowNanos when lines without timestamp were measured
public record InfluxLines(String resourceTag, InfluxPrecision precision, long nowNanos) {
    public static final String DEFAULT_RESOURCE_TAG = "host";

    /// Reads a body to its end. A bad line refuses all of it.
    ///
    /// @throws IntakeRefusedException that names the line
    public void read(InputStream body, Delivery delivery) throws IOException {
        var lines = new LineProtocol(body);
        while (true) {
            var line = line(lines);
            if (line == null) {
                return;
            }
            add(line, delivery);
        }
    }

    /// Lines that could not be taken.
    ///
    /// @param reason why the first of them could not, with its number; empty when there are none
    public record BadLines(int count, String reason) {}

    /// Reads a body to its end. A bad line loses only itself.
    ///
    /// @throws IntakeRefusedException when it gets too much
    public BadLines readSome(InputStream body, Delivery delivery) throws IOException {
        var lines = new LineProtocol(body);
        int bad = 0;
        var first = "";
        while (true) {
            try {
                var line = lines.next();
                if (line == null) {
                    return new BadLines(bad, first);
                }
                add(line, delivery);
            } catch (MalformedException e) {
                lines.skipLine();
                first = bad == 0 ? told(lines.lineNumber(), e) : first;
                bad++;
            } catch (IntakeRefusedException e) {
                if (!(e.refusal() instanceof IntakeRefusal.Malformed malformed)) {
                    throw e;
                }
                first = bad == 0 ? malformed.reason() : first;
                bad++;
            }
        }
    }

    private static @Nullable Line line(LineProtocol lines) throws IOException {
        try {
            return lines.next();
        } catch (MalformedException e) {
            throw bad(lines.lineNumber(), e);
        }
    }

    private void add(Line line, Delivery delivery) {
        var others = new TreeMap<>(line.tags());
        var resource = others.remove(resourceTag);
        if (resource == null) {
            throw IntakeRefusedException.malformed(
                    "key",
                    "Unable to find key `%s' in tags (line %d)"
                            .formatted(resourceTag, line.number()));
        }
        var suffix = suffix(others);
        try {
            long nanos = line.timestamp() == null ? nowNanos : precision.nanos(line.timestamp());
            line.fields()
                    .forEach((field, value) -> {
                        var metric = line.measurement() + "." + field + suffix;
                        delivery.add(resource, Map.of(), metric, nanos, value);
                    });
        } catch (MalformedException e) {
            throw bad(line.number(), e);
        }
    }

    private static String suffix(SortedMap<String, String> tags) {
        if (tags.isEmpty()) {
            return "";
        }
        return tags.entrySet().stream()
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining(",", "@", ""));
    }

    private static IntakeRefusedException bad(int lineNumber, MalformedException why) {
        return IntakeRefusedException.malformed("line", told(lineNumber, why));
    }

    private static String told(int lineNumber, MalformedException why) {
        return "Unable to parse line %d: %s".formatted(lineNumber, why.getMessage());
    }
}
