package io.gnocchi.client.manual;

import io.gnocchi.client.api.Version;
import io.gnocchi.client.arguments.Option;
import io.gnocchi.client.arguments.Parameter;
import io.gnocchi.client.arguments.Syntax;
import io.gnocchi.client.commands.Catalogue;
import io.gnocchi.client.commands.Command;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Manual pages in the language of `man`, from the same descriptions as help.
public final class ManualPage {
    private static final Map<String, String> FORMATS =
            Map.of(
                    "ROWS", "A table, or rows as JSON, CSV, YAML or values (-f).",
                    "FIELDS", "A table of fields, or fields as JSON, YAML, values or shell (-f).");
    private static final List<String> EXITS =
            List.of(
                    "0", "all went well",
                    "1", "the server refused, could not be reached, or something else went wrong",
                    "2", "the words of the command line make no sense");
    private static final List<String> FILES =
            List.of(
                    "~/.config/gnocchi/profiles.conf",
                    "named sets of options, each under its name in brackets as name = value;"
                            + " GNOCCHI_CONFIG names another file. The profile default counts when"
                            + " --profile (GNOCCHI_PROFILE) says nothing.",
                    "~/.local/state/gnocchi",
                    "how far interrupted imports have come");

    private final StringBuilder text = new StringBuilder();

    private ManualPage() {}

    /// The name of the page about a command, as in `gnocchi-metric-list`.
    public static String name(Command command) {
        return "gnocchi-" + command.name().replace(' ', '-');
    }

    /// The page about a command.
    public static String of(Command command) {
        var page = new ManualPage();
        page.title(name(command), command.summary());
        page.section("SYNOPSIS");
        page.bold("gnocchi " + command.name());
        page.text.append(" [\\fIOPTION\\fR...]");
        for (Parameter parameter : command.syntax().parameters()) {
            page.text.append(' ').append(placed(parameter));
        }
        page.text.append('\n');
        page.section("DESCRIPTION");
        page.words(command.summary());
        String format = FORMATS.get(command.shape().name());
        if (format != null) {
            page.words("Prints: " + format);
        }
        if (!command.syntax().parameters().isEmpty()) {
            page.section("ARGUMENTS");
            command.syntax()
                    .parameters()
                    .forEach(parameter -> page.entry(parameter.name(), parameter.help()));
        }
        page.options(command.syntax());
        page.examples(command.examples());
        page.section("SEE ALSO");
        page.words("gnocchi(1)");
        return page.text.toString();
    }

    /// The page about the program.
    public static String of(Syntax program, Catalogue catalogue, List<Command.Example> examples) {
        var page = new ManualPage();
        page.title("gnocchi", "command line of the Gnocchi time series database");
        page.section("SYNOPSIS");
        page.bold("gnocchi");
        page.text.append(" [\\fIOPTION\\fR...] \\fICOMMAND\\fR [\\fIARGUMENT\\fR...]\n");
        page.section("DESCRIPTION");
        page.words(
                "Asks a Gnocchi server and tells it. Without a command it reads commands from the"
                        + " terminal or a pipe. Commands and their long options may be cut as long"
                        + " as they are told apart.");
        page.section("COMMANDS");
        catalogue.commands().forEach(command -> page.entry(command.name(), command.summary()));
        page.options(program);
        page.section("ENVIRONMENT");
        page.words(
                "Each option has a variable: --os-something OS_SOMETHING, any other --something"
                        + " GNOCCHI_SOMETHING. The command line counts before the environment, and"
                        + " that before the profile. NO_COLOR takes colours away.");
        page.section("FILES");
        page.entries(FILES);
        page.section("EXIT STATUS");
        page.entries(EXITS);
        page.examples(examples);
        page.section("SEE ALSO");
        page.words("gnocchi-server(1), and gnocchi help COMMAND");
        return page.text.toString();
    }

    private static String placed(Parameter parameter) {
        String name = "\\fI" + escaped(parameter.name()) + "\\fR";
        return switch (parameter.count()) {
            case ONE -> name;
            case OPTIONAL -> "[" + name + "]";
            case SEVERAL -> name + "...";
            case ANY -> "[" + name + "...]";
        };
    }

    private void title(String name, String summary) {
        text.append(
                ".TH \"%s\" 1 \"\" \"gnocchi %s\" \"Gnocchi\"\n"
                        .formatted(name.toUpperCase(Locale.ROOT), Version.TEXT));
        section("NAME");
        String bare = summary.endsWith(".") ? summary.substring(0, summary.length() - 1) : summary;
        text.append(escaped(name)).append(" \\- ").append(escaped(bare)).append('\n');
    }

    private void options(Syntax syntax) {
        HelpText.sections(syntax)
                .forEach((section, options) -> {
                    section(section.isEmpty() ? "OPTIONS" : section.toUpperCase(Locale.ROOT));
                    for (Option option : options) {
                        entry(option.help(true), option.help());
                    }
                });
    }

    private void examples(List<Command.Example> examples) {
        section("EXAMPLES");
        for (Command.Example example : examples) {
            entry("gnocchi " + example.words(), example.why());
        }
    }

    private void entries(List<String> pairs) {
        for (int i = 0; i < pairs.size(); i += 2) {
            entry(pairs.get(i), pairs.get(i + 1));
        }
    }

    private void section(String name) {
        text.append(".SH ").append(name).append('\n');
    }

    private void entry(String left, String right) {
        text.append(".TP\n");
        bold(left);
        text.append('\n');
        words(right);
    }

    private void bold(String words) {
        text.append("\\fB").append(escaped(words)).append("\\fR");
    }

    private void words(String words) {
        String line = escaped(words);
        // A dot or a quote at the beginning would be a command.
        text.append(line.startsWith(".") || line.startsWith("'") ? "\\&" : "");
        text.append(line).append('\n');
        text.append(line.isEmpty() ? "\\&\n" : "");
    }

    private static String escaped(String words) {
        return words.replace("\\", "\\e").replace("-", "\\-").replace("\n", " ");
    }
}
