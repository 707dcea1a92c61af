package io.gnocchi.server.carbon;

import io.gnocchi.core.model.MalformedException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a line is about: nodes with dots between them, perhaps with tags behind,
/// `disk.used;host=web;mount=root`.
///
/// @param nodes without dots at the ends
record CarbonPath(String nodes, SortedMap<String, String> tags) {

    /// @throws MalformedException when it is none
    static CarbonPath parse(String text) {
        var parts = text.split(";", -1);
        return new CarbonPath(nodes(parts[0]), tags(parts));
    }

    private static String nodes(String text) {
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

    /// As a metric's name ends: `@a=1,b=2`; nothing when there are none.
    static String suffix(Map<String, String> tags) {
        var suffix = new StringBuilder();
        tags.forEach((name, value) ->
                suffix.append(suffix.isEmpty() ? '@' : ',').append(name).append('=').append(value));
        return suffix.toString();
    }
}
