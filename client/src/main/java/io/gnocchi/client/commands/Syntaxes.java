package io.gnocchi.client.commands;

import static io.gnocchi.client.arguments.Option.flag;
import static io.gnocchi.client.arguments.Option.repeated;
import static io.gnocchi.client.arguments.Option.value;

import io.gnocchi.client.arguments.Arguments;
import io.gnocchi.client.arguments.Option;
import io.gnocchi.client.arguments.Parameter;
import io.gnocchi.client.arguments.Syntax;
import io.gnocchi.client.arguments.ValueType;
import io.gnocchi.client.output.Layout;
import io.gnocchi.client.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What many commands take alike: formats, columns, sorting.
public final class Syntaxes {
    private static final String OUTPUT = "output options";
    private static final Option HELP = flag("-h --help", "show this help and exit");
    private static final Option COLUMN =
            repeated("-c --column", "a column to show; repeat it for more")
                    .called("COLUMN")
                    .in(OUTPUT);
    private static final Option NO_INDENT = flag("--noindent", "JSON in one line").in(OUTPUT);
    private static final List<Option> TABLE =
            List.of(
                    value(
                                    "--max-width",
                                    "how many columns a table may take (env: CLIFF_MAX_TERM_WIDTH)")
                            .called("<integer>")
                            .as(ValueType.WHOLE)
                            .in(OUTPUT),
                    flag("--fit-width", "fit tables into the terminal (env: CLIFF_FIT_WIDTH=1)")
                            .in(OUTPUT),
                    flag("--print-empty", "print a table even when it has no rows").in(OUTPUT));

    private static final List<Option> SORTING =
            List.of(
                    repeated("--sort-column", "a column to sort by; the first one counts most")
                            .called("SORT_COLUMN")
                            .in(OUTPUT),
                    flag("--sort-ascending", "sort upwards (default)").in(OUTPUT),
                    flag("--sort-descending", "sort downwards").in(OUTPUT));
    private static final List<Syntax.Exclusion> ONE_DIRECTION =
            List.of(new Syntax.Exclusion("sort-ascending", "sort-descending"));

    private Syntaxes() {}

    /// A command that tells rows.
    static Syntax rows(List<Option> own, Parameter... parameters) {
        return rows(List.of(), own, parameters);
    }

    /// A command that tells rows, some of whose options come first.
    static Syntax rows(List<Option> first, List<Option> own, Parameter... parameters) {
        var options = new ArrayList<Option>();
        options.add(HELP);
        options.addAll(first);
        options.add(format("csv", "json", "table", "value", "yaml"));
        options.add(COLUMN);
        options.add(
                value("--quote", "what CSV puts in quotes (default: nonnumeric)")
                        .among("all", "minimal", "none", "nonnumeric")
                        .in(OUTPUT));
        options.add(NO_INDENT);
        options.addAll(TABLE);
        options.addAll(SORTING);
        options.addAll(own);
        return new Syntax(options, ONE_DIRECTION, List.of(parameters), true);
    }

    /// A command that tells fields.
    static Syntax fields(List<Option> own, Parameter... parameters) {
        return fields(List.of(), own, parameters);
    }

    /// A command that tells fields about rows; the options for sorting are taken and change
    /// nothing.
    static Syntax fieldsOfRows(List<Option> own, Parameter... parameters) {
        var options = new ArrayList<>(SORTING);
        options.addAll(own);
        Syntax fields = fields(options, parameters);
        return new Syntax(fields.options(), ONE_DIRECTION, fields.parameters(), true);
    }

    /// A command that tells fields, some of whose options come first.
    static Syntax fields(List<Option> first, List<Option> own, Parameter... parameters) {
        var options = new ArrayList<Option>();
        options.add(HELP);
        options.addAll(first);
        options.add(format("json", "shell", "table", "value", "yaml"));
        options.add(COLUMN);
        options.add(NO_INDENT);
        options.add(value("--prefix", "what shell puts before names").in(OUTPUT));
        options.add(repeated("--variable", "").hidden());
        options.addAll(TABLE);
        options.addAll(own);
        return new Syntax(options, List.of(), List.of(parameters), true);
    }

    /// A command that tells nothing, or in its own way.
    public static Syntax text(List<Option> own, Parameter... parameters) {
        var options = new ArrayList<Option>();
        options.add(HELP);
        options.addAll(own);
        return new Syntax(options, List.of(), List.of(parameters), true);
    }

    private static Option format(String... formats) {
        return value("-f --format", "how to print (default: table)").among(formats).in(OUTPUT);
    }

    /// How the result is wanted.
    public static Layout layout(
            Arguments arguments, Map<String, String> environment, Terminal terminal) {
        Integer asked = arguments.whole("max-width");
        int width = asked != null ? asked : whole(environment.get("CLIFF_MAX_TERM_WIDTH"));
        boolean fit = arguments.has("fit-width") || whole(environment.get("CLIFF_FIT_WIDTH")) != 0;
        if (width <= 0) {
            width = fit ? terminal.resultColumns() : 0;
        }
        return new Layout(
                arguments.text("format", "table"),
                arguments.all("column"),
                arguments.all("sort-column"),
                arguments.has("sort-descending"),
                arguments.text("quote", "nonnumeric"),
                arguments.has("noindent"),
                width,
                arguments.has("print-empty"),
                arguments.text("prefix", ""),
                arguments.all("variable"));
    }

    private static int whole(@org.jspecify.annotations.Nullable String text) {
        return text == null || !ValueType.isWhole(text) ? 0 : Integer.parseInt(text.strip());
    }
}
