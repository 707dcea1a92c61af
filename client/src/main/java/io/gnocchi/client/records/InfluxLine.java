package io.gnocchi.client.records;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A line of InfluxDB's protocol: `measurement,tag=a field=1,other=2i timestamp`.
///
/// @param fields texts as the line has them; strings are left out, they are no measures
record InfluxLine(
        String measurement,
        SortedMap<String, String> tags,
        Map<String, Double> fields,
        @Nullable String timestamp) {
    private static final Pattern TIMESTAMP = Pattern.compile("(-?[0-9]{1,19})?");

    /// Throws [IllegalArgumentException] when the text is none.
    static InfluxLine of(String text) {
        return new Scanner(text).line();
    }

    private static final class Scanner {
        private final String text;
        private int at;

        Scanner(String text) {
            this.text = text;
        }

        InfluxLine line() {
            String measurement = word(", ");
            if (measurement.isEmpty()) {
                throw new IllegalArgumentException("there is no measurement");
            }
            var tags = new TreeMap<String, String>();
            while (is(',')) {
                at++;
                String name = word("=");
                expect('=');
                tags.put(name, word(", "));
            }
            expect(' ');
            spaces();
            var fields = fields();
            spaces();
            String timestamp = at < text.length() ? text.substring(at).strip() : "";
            if (!TIMESTAMP.matcher(timestamp).matches()) {
                throw new IllegalArgumentException("'" + timestamp + "' is no timestamp");
            }
            return new InfluxLine(
                    measurement, tags, fields, timestamp.isEmpty() ? null : timestamp);
        }

        private Map<String, Double> fields() {
            var fields = new LinkedHashMap<String, Double>();
            while (true) {
                String name = word("=");
                expect('=');
                if (is('"')) {
                    string();
                } else {
                    fields.put(name, value(word(", ")));
                }
                if (!is(',')) {
                    return fields;
                }
                at++;
            }
        }

        /// Up to one of the characters that end it, and what a backslash stands before.
        private String word(String ends) {
            var word = new StringBuilder();
            while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
                boolean escape =
                        is('\\')
                                && at + 1 < text.length()
                                && ",= ".indexOf(text.charAt(at + 1)) >= 0;
                at += escape ? 1 : 0;
                word.append(text.charAt(at++));
            }
            return word.toString();
        }

        private void string() {
            at++;
            while (at < text.length() && !is('"')) {
                at += is('\\') ? 2 : 1;
            }
            expect('"');
        }

        private static double value(String word) {
            return switch (word) {
                case "t", "T", "true", "True", "TRUE" -> 1;
                case "f", "F", "false", "False", "FALSE" -> 0;
                default -> Numbers.read(word.replaceFirst("(?<=[0-9])[iu]$", ""));
            };
        }

        private boolean is(char one) {
            return at < text.length() && text.charAt(at) == one;
        }

        private void spaces() {
            while (is(' ')) {
                at++;
            }
        }

        private void expect(char one) {
            if (!is(one)) {
                throw new IllegalArgumentException(
                        "'%c' was expected at character %d".formatted(one, at + 1));
            }
            at++;
        }
    }
}
