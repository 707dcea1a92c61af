package io.gnocchi.server.carbon;

import io.gnocchi.core.model.MalformedException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A line of Graphite's plaintext protocol, `path value timestamp`, where the path may carry tags:
/// `disk.used;host=web;mount=root`.
///
/// @param path without its tags
/// @param nanos since the Epoch
record CarbonLine(String path, SortedMap<String, String> tags, double value, long nanos) {
    private static final Pattern BLANKS = Pattern.compile("[ \\t]++");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?");
    private static final int MAX_NUMBER_LENGTH = 330;
    private static final double MAX_SECONDS = 9.2e9;
    private static final double NANOS_PER_SECOND = 1e9;

    /// @param nowNanos what the timestamps `-1` and `N` mean
    /// @throws MalformedException when it is none
    static CarbonLine parse(String line, long nowNanos) {
        var words = BLANKS.split(line.strip(), -1);
        if (words.length != 3) {
            throw new MalformedException("not `path value timestamp'");
        }
        var parts = words[0].split(";", -1);
        return new CarbonLine(
                path(parts[0]), tags(parts), number(words[1], "value"), nanos(words[2], nowNanos));
    }

    private static String path(String text) {
        int begin = 0;
        int end = text.length();
        while (begin < end && text.charAt(begin) == '.') {
            begin++;
        }
        while (end > begin && text.charAt(end - 1) == '.') {
            end--;
        }
        if (begin == end) {
            throw new MalformedException("an empty path");
        }
        return text.substring(begin, end);
    }

    private static SortedMap<String, String> tags(String[] parts) {
        var tags = new TreeMap<String, String>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals < 1 || equals == parts[i].length() - 1) {
                throw new MalformedException("a tag without name or value");
            }
            tags.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
        }
        return tags;
    }

    private static double number(String text, String what) {
        if (text.length() > MAX_NUMBER_LENGTH || !NUMBER.matcher(text).matches()) {
            throw new MalformedException("a %s that is no number".formatted(what));
        }
        double number = Double.parseDouble(text);
        if (Double.isInfinite(number)) {
            throw new MalformedException("a %s out of range".formatted(what));
        }
        return number;
    }

    private static long nanos(String text, long nowNanos) {
        if (text.equals("-1") || text.equals("N")) {
            return nowNanos;
        }
        double seconds = number(text, "timestamp");
        if (seconds < 0 || seconds > MAX_SECONDS) {
            throw new MalformedException("a timestamp out of range");
        }
        long whole = (long) seconds;
        return whole * 1_000_000_000L + Math.round((seconds - whole) * NANOS_PER_SECOND);
    }

    /// As a metric's name ends: `@a=1,b=2`; nothing when there are none.
    static String suffix(Map<String, String> tags) {
        var suffix = new StringBuilder();
        tags.forEach((name, value) ->
                suffix.append(suffix.isEmpty() ? '@' : ',').append(name).append('=').append(value));
        return suffix.toString();
    }
}
