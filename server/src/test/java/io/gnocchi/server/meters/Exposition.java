package io.gnocchi.server.meters;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What a process says in the text form of Prometheus, read by its grammar.
///
/// @param samples values by name and labels, as they stand: `up{job="a"}`
/// @param types by the name of their family
public record Exposition(Map<String, Double> samples, Map<String, String> types) {
    private static final Pattern SAMPLE =
            Pattern.compile(
                    "([a-zA-Z_:][a-zA-Z0-9_:]*"
                        + "(?:\\{(?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\",?)*})?)"
                        + " (\\S+)");
    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) (\\S+) (.+)");

    /// @throws IllegalArgumentException when a line is neither a sample nor a comment
    public static Exposition parse(String text) {
        var samples = new TreeMap<String, Double>();
        var types = new TreeMap<String, String>();
        for (var line : text.split("\n", -1)) {
            var comment = COMMENT.matcher(line);
            var sample = SAMPLE.matcher(line);
            if (comment.matches()) {
                if (comment.group(1).equals("TYPE")) {
                    types.put(comment.group(2), comment.group(3));
                }
            } else if (sample.matches()) {
                if (samples.put(sample.group(1), number(sample.group(2))) != null) {
                    throw new IllegalArgumentException("twice: " + line);
                }
            } else if (!line.isEmpty()) {
                throw new IllegalArgumentException("no sample: " + line);
            }
        }
        return new Exposition(samples, types);
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /// The value of a sample; not a number when it is not there.
    public double of(String sample) {
        return samples.getOrDefault(sample, Double.NaN);
    }

    /// The sum of the samples of a name, whatever their labels.
    public double sum(String name) {
        return samples.entrySet().stream()
                .filter(sample -> sample.getKey().startsWith(name + "{"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }
}
