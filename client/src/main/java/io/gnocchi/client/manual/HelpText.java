package io.gnocchi.client.manual;

import io.gnocchi.client.arguments.Option;
import io.gnocchi.client.arguments.Parameter;
import io.gnocchi.client.arguments.Syntax;
import io.gnocchi.client.arguments.Usage;
import io.gnocchi.client.commands.Catalogue;
import io.gnocchi.client.commands.Command;
import io.gnocchi.client.output.Wrapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What `--help` prints.
public final class HelpText {
    private static final int WIDEST = 100;
    private static final int HELP_COLUMN = 26;

    private final int columns;
    private final boolean colours;
    private final StringBuilder text = new StringBuilder();

    private HelpText(int columns, boolean colours) {
        this.columns = Math.min(WIDEST, columns);
        this.colours = colours;
    }

    /// About a command.
    public static String of(Command command, int columns, boolean colours) {
        var help = new HelpText(columns, colours);
        help.text.append(Usage.of("gnocchi " + command.name(), command.syntax(), columns));
        help.text.append('\n').append(command.summary()).append('\n');
        help.parameters(command.syntax());
        help.options(command.syntax());
        help.examples(command.examples());
        return help.text.toString();
    }

    /// About the program.
    public static String of(
            Syntax program,
            Catalogue catalogue,
            List<Command.Example> examples,
            int columns,
            boolean colours) {
        var help = new HelpText(columns, colours);
        help.text.append("usage: gnocchi [OPTION...] COMMAND [ARGUMENT...]\n\n");
        help.text.append("Gnocchi command line client\n");
        help.options(program);
        help.heading("Commands");
        catalogue.commands().forEach(command -> help.entry(command.name(), command.summary()));
        help.examples(examples);
        help.text.append("\nMore about a command: gnocchi help COMMAND\n");
        return help.text.toString();
    }

    private void parameters(Syntax syntax) {
        if (!syntax.parameters().isEmpty()) {
            heading("positional arguments");
            for (Parameter parameter : syntax.parameters()) {
                entry(parameter.name(), parameter.help());
            }
        }
    }

    private void options(Syntax syntax) {
        sections(syntax)
                .forEach((section, options) -> {
                    heading(section.isEmpty() ? "options" : section);
                    options.forEach(option -> entry(option.help(true), option.help()));
                });
    }

    /// Options by their headings, those without one first.
    static Map<String, List<Option>> sections(Syntax syntax) {
        var sections = new LinkedHashMap<String, List<Option>>();
        sections.put("", new ArrayList<>());
        for (Option option : syntax.options()) {
            if (option.shown()) {
                sections.computeIfAbsent(option.section(), _ -> new ArrayList<>()).add(option);
            }
        }
        return sections;
    }

    private void examples(List<Command.Example> examples) {
        if (examples.isEmpty()) {
            return;
        }
        heading("examples");
        for (Command.Example example : examples) {
            text.append("  gnocchi ").append(example.words()).append('\n');
            text.append("      ").append(example.why()).append('\n');
        }
    }

    private void heading(String heading) {
        text.append('\n');
        text.append(colours ? "\033[1m" + heading + ":\033[0m" : heading + ":").append('\n');
    }

    private void entry(String left, String right) {
        text.append("  ").append(colours ? "\033[36m" + left + "\033[0m" : left);
        int used = 2 + left.length();
        if (used >= HELP_COLUMN - 1) {
            text.append('\n');
            used = 0;
        }
        for (String line : Wrapping.lines(right, Math.max(20, columns - HELP_COLUMN))) {
            text.repeat(' ', HELP_COLUMN - used).append(line).append('\n');
            used = 0;
        }
        if (used > 0 && right.isEmpty()) {
            text.append('\n');
        }
    }
}
