package io.gnocchi.server.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A gnocchi.conf in which every option stands with its meaning, its type and its default, and
/// nothing is set. It is written from the table the programs read by, and from nothing else.
public final class SampleFile {
    private static final int WIDTH = 100;
    private static final int PROCESSORS = 1;
    private static final String COMMENT = "# ";
    private static final String HEAD =
            """
            # Every option of Gnocchi, with its default. All are commented out: remove the # before the name
            # to set one. `gnocchi-server --check-config FILE` tells what is wrong with a file.
            """;

    private final OptionTable table = new OptionTable(PROCESSORS);
    private final StringBuilder text = new StringBuilder(HEAD);

    private SampleFile() {}

    /// The whole file.
    public static String text() {
        var file = new SampleFile();
        var sections = file.table.all().stream().map(Option::section).distinct().toList();
        sections.forEach(file::addSection);
        return file.text.toString();
    }

    private void addSection(String section) {
        text.append("\n[").append(section).append("]\n");
        table.all().stream().filter(option -> option.section().equals(section)).forEach(this::add);
    }

    private void add(Option option) {
        text.append('\n');
        addComment(meaning(option));
        addComment("%s Default: %s.".formatted(sentence(type(option.type())), fallback(option)));
        if (!option.oldNames().isEmpty()) {
            addComment("Also known as " + String.join(", ", oldNames(option)) + ".");
        }
        text.append('#').append(option.name()).append(" =");
        if (option.fallback() != null && !option.followsMachine()) {
            text.append(' ').append(option.fallback());
        }
        text.append('\n');
    }

    private static String meaning(Option option) {
        var meaning = option.meaning().equals("-") ? "" : sentence(option.meaning());
        return switch (option.standing()) {
            case USED -> meaning;
            case MOOT -> "May be set, and has nothing to do here: " + option.meaning() + ".";
            case LATER -> ("Not supported yet: who sets it is warned. " + meaning).strip();
        };
    }

    private static String type(String type) {
        var words = List.of(type.split(" ", -1));
        return switch (words.getFirst()) {
            case "text" -> "text";
            case "secret" -> "text that no log shows";
            case "path" -> "a path";
            case "uuid" -> "a UUID";
            case "bool" -> "true or false";
            case "list" -> "a list, separated by commas";
            case "int" -> "a whole number" + range(words);
            case "seconds" -> "seconds, with fractions" + range(words);
            case "one" -> "one of " + String.join(", ", words.subList(2, words.size()));
            default -> throw new IllegalArgumentException("no such type: " + type);
        };
    }

    private static String range(List<String> words) {
        if (words.size() == 1) {
            return "";
        }
        var ends = words.get(1).split("\\.\\.", -1);
        return ends[1].isEmpty() ? ", at least " + ends[0] : ", from " + ends[0] + " to " + ends[1];
    }

    private String fallback(Option option) {
        var parent = OptionTable.parent(option.section());
        if (parent != null && table.find(parent, option.name()) != null) {
            return "what [" + parent + "] says";
        }
        if (option.followsMachine()) {
            return "the number of processors";
        }
        return option.fallback() == null ? "none" : option.fallback();
    }

    private static List<String> oldNames(Option option) {
        var names = new ArrayList<String>();
        for (var old : option.oldNames()) {
            int dot = old.indexOf('.');
            names.add("[%s] %s".formatted(old.substring(0, dot), old.substring(dot + 1)));
        }
        return names;
    }

    private static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
    }

    /// Lines of a comment, broken between words.
    private void addComment(String words) {
        @Nullable StringBuilder line = null;
        for (var word : words.split(" ", -1)) {
            if (line != null && line.length() + 1 + word.length() > WIDTH) {
                text.append(line).append('\n');
                line = null;
            }
            line = line == null ? new StringBuilder(COMMENT) : line.append(' ');
            line.append(word);
        }
        if (line != null && line.length() > COMMENT.length()) {
            text.append(line).append('\n');
        }
    }
}
