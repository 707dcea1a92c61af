package io.gnocchi.server.intake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Lines made up by chance, together with how InfluxDB's clients would write them.
record WrittenLines(Random random) {
    private static final String LETTERS = "ab,= \\/é\"#\t😀.";

    /// Lines and their text.
    record Some(List<Line> lines, String text) {}

    Some some() {
        var lines = new ArrayList<Line>();
        var text = new StringBuilder();
        int number = 1;
        for (int i = random.nextInt(5); i >= 0; i--) {
            if (random.nextInt(4) == 0) {
                text.append("# a comment, of=no 5\n\n");
                number += 2;
            }
            var line = line(number);
            lines.add(line);
            number += write(line, text);
        }
        return new Some(lines, text.toString());
    }

    private Line line(int number) {
        var tags = new TreeMap<String, String>();
        for (int i = random.nextInt(4); i > 0; i--) {
            tags.put(name(), name());
        }
        var fields = new LinkedHashMap<String, Double>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            fields.put(name(), random.nextBoolean() ? random.nextGaussian() : random.nextInt(100));
        }
        Long timestamp = random.nextInt(3) == 0 ? null : random.nextLong() >>> 1;
        return new Line(number, "m" + name(), tags, fields, timestamp);
    }

    /// Ends in a letter: a backslash at the end would escape what follows, as it does in InfluxDB.
    private String name() {
        var name = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            int at = random.nextInt(LETTERS.codePointCount(0, LETTERS.length()));
            name.appendCodePoint(LETTERS.codePointAt(LETTERS.offsetByCodePoints(0, at)));
        }
        return name.append('z').toString();
    }

    /// @return how many lines it takes
    private int write(Line line, StringBuilder text) {
        int lines = 1;
        text.append(escaped(line.measurement(), ", "));
        write(line.tags(), text);
        text.append(" ".repeat(1 + random.nextInt(2)));
        if (random.nextInt(4) == 0) {
            text.append("text=\"one \\\" and\ntwo, \\\\\",");
            lines++;
        }
        text.append(fields(line.fields()));
        @Nullable Long timestamp = line.timestamp();
        if (timestamp != null) {
            text.append(' ').append(timestamp.longValue());
        }
        text.append(random.nextInt(4) == 0 ? "\r\n" : "\n");
        return lines;
    }

    private static void write(SortedMap<String, String> tags, StringBuilder text) {
        tags.forEach((key, value) ->
                text.append(',')
                        .append(escaped(key, ",= "))
                        .append('=')
                        .append(escaped(value, ",= ")));
    }

    private static String fields(Map<String, Double> fields) {
        var parts = new ArrayList<String>();
        fields.forEach((key, value) -> parts.add(escaped(key, ",= ") + "=" + written(value)));
        return String.join(",", parts);
    }

    private static String written(double value) {
        return value == Math.rint(value) ? (long) value + "i" : Double.toString(value);
    }

    private static String escaped(String name, String special) {
        var escaped = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            if (special.indexOf(name.charAt(i)) >= 0) {
                escaped.append('\\');
            }
            escaped.append(name.charAt(i));
        }
        return escaped.toString();
    }
}
