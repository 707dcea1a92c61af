package io.gnocchi.client.output;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/// Breaking of lines between words, and inside those that are too long, as Python's `textwrap`
/// does.
public final class Wrapping {
    private static final Pattern CHUNK =
            Pattern.compile(
                    "[\\t\\n\\x0b\\f\\r"
                        + " ]+|(?<=[\\w!\"'&.,?])-{2,}(?=\\w)|[^\\t\\n\\x0b\\f\\r"
                        + " ]+?(?:"
                        + "-(?:(?<=[^\\d\\W]{2}-)|(?<=[^\\d\\W]-[^\\d\\W]-))(?=[^\\d\\W]-?[^\\d\\W])|(?=[\\t\\n\\x0b\\f\\r"
                        + " ]|\\z)|(?<=[\\w!\"'&.,?])(?=-{2,}\\w))",
                    Pattern.UNICODE_CHARACTER_CLASS);

    private Wrapping() {}

    /// The lines, each of at most so many characters.
    public static List<String> lines(String text, int width) {
        var chunks = new ArrayDeque<String>();
        var found = CHUNK.matcher(text.replaceAll("[\\t\\n\\x0b\\f\\r]", " "));
        while (found.find()) {
            chunks.add(found.group());
        }
        var lines = new ArrayList<String>();
        while (!chunks.isEmpty()) {
            if (!lines.isEmpty() && chunks.peek().isBlank()) {
                chunks.pop();
            }
            String line = line(chunks, Math.max(1, width));
            if (!line.isEmpty()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static String line(Deque<String> chunks, int width) {
        var line = new ArrayList<String>();
        int length = 0;
        while (!chunks.isEmpty() && length + chunks.peek().length() <= width) {
            length += chunks.peek().length();
            line.add(chunks.pop());
        }
        if (!chunks.isEmpty() && chunks.peek().length() > width) {
            String tooLong = chunks.pop();
            int end = end(tooLong, width - length);
            line.add(tooLong.substring(0, end));
            chunks.push(tooLong.substring(end));
        }
        if (!line.isEmpty() && line.getLast().isBlank()) {
            line.removeLast();
        }
        return String.join("", line);
    }

    /// Behind the last hyphen that fits, else where the line is full.
    private static int end(String word, int space) {
        int hyphen = word.lastIndexOf('-', space - 1);
        boolean afterMore = hyphen > 0 && word.chars().limit(hyphen).anyMatch(one -> one != '-');
        return afterMore ? hyphen + 1 : space;
    }
}
