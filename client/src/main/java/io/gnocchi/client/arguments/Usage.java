package io.gnocchi.client.arguments;

import io.gnocchi.client.arguments.Option.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The lines that say how a command is called, broken as Python's argparse breaks them.
public final class Usage {
    private static final String PREFIX = "usage: ";
    private static final Pattern PART = Pattern.compile("\\[.*?\\]+(?=\\s|$)|\\S+");

    private Usage() {}

    /// The lines, the last one with its line break, for a terminal of so many columns.
    public static String of(String program, Syntax syntax, int columns) {
        int width = columns - 2;
        List<String> options = parts(String.join(" ", options(syntax)));
        List<String> parameters =
                parts(
                        syntax.parameters().stream()
                                .map(Usage::parameter)
                                .collect(Collectors.joining(" ")));
        var all = new ArrayList<String>(options);
        all.addAll(parameters);
        String line = program + (all.isEmpty() ? "" : " " + String.join(" ", all));
        if (PREFIX.length() + line.length() <= width) {
            return PREFIX + line + "\n";
        }
        var lines = new ArrayList<String>();
        if (PREFIX.length() + program.length() <= 0.75 * width) {
            String indent = " ".repeat(PREFIX.length() + program.length() + 1);
            List<String> first = options.isEmpty() ? parameters : options;
            lines.addAll(broken(program, first, indent, width, PREFIX.length() + program.length()));
            if (!options.isEmpty()) {
                lines.addAll(broken("", parameters, indent, width, indent.length() - 1));
            }
        } else {
            String indent = " ".repeat(PREFIX.length());
            List<String> together = broken("", all, indent, width, indent.length() - 1);
            if (together.size() > 1) {
                together = new ArrayList<>(broken("", options, indent, width, indent.length() - 1));
                together.addAll(broken("", parameters, indent, width, indent.length() - 1));
            }
            lines.add(program);
            lines.addAll(together);
        }
        return PREFIX + String.join("\n", lines) + "\n";
    }

    private static List<String> broken(
            String beginning, List<String> parts, String indent, int width, int already) {
        var lines = new ArrayList<String>();
        var line = new ArrayList<String>();
        if (!beginning.isEmpty()) {
            line.add(beginning);
        }
        int length = already;
        for (String part : parts) {
            if (length + 1 + part.length() > width && !line.isEmpty()) {
                lines.add(
                        (lines.isEmpty() && !beginning.isEmpty() ? "" : indent)
                                + String.join(" ", line));
                line.clear();
                length = indent.length() - 1;
            }
            line.add(part);
            length += part.length() + 1;
        }
        if (!line.isEmpty()) {
            lines.add(
                    (lines.isEmpty() && !beginning.isEmpty() ? "" : indent)
                            + String.join(" ", line));
        }
        return lines;
    }

    /// Where a line may be broken: not inside brackets.
    private static List<String> parts(String text) {
        return PART.matcher(text).results().map(MatchResult::group).toList();
    }

    private static List<String> options(Syntax syntax) {
        var parts = new ArrayList<String>();
        List<Option> options = syntax.options().stream().filter(Option::shown).toList();
        for (int i = 0; i < options.size(); i++) {
            Option option = options.get(i);
            if (i + 1 < options.size() && exclusive(syntax, option, options.get(i + 1))) {
                parts.add("[" + bare(option) + " | " + bare(options.get(i + 1)) + "]");
                i++;
            } else {
                parts.add(option.required() ? bare(option) : "[" + bare(option) + "]");
            }
        }
        return parts;
    }

    private static boolean exclusive(Syntax syntax, Option one, Option next) {
        return syntax.exclusive().contains(new Syntax.Exclusion(one.key(), next.key()));
    }

    private static String bare(Option option) {
        String name = option.names().getFirst();
        if (!option.takesValue()) {
            return name;
        }
        String value = name + " " + option.valueName();
        return option.kind() == Kind.SEVERAL ? value + " [" + option.valueName() + " ...]" : value;
    }

    private static String parameter(Parameter parameter) {
        String name = parameter.name();
        return switch (parameter.count()) {
            case ONE -> name;
            case OPTIONAL -> "[" + name + "]";
            case SEVERAL -> name + " [" + name + " ...]";
            case ANY -> "[" + name + " ...]";
        };
    }
}
