package io.gnocchi.client.arguments;

import io.gnocchi.client.arguments.Option.Kind;
import io.gnocchi.client.arguments.Parameter.Count;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads arguments by the rules of Python's argparse, whose messages scripts and people know.
///
/// Options stand anywhere, also glued (`-n5`, `--limit=5`), clustered (`-vv`), or cut (`--lim 5`).
/// What begins with a dash is a value when it is a negative number or has a space in it.
public final class Reader {
    private static final Pattern NEGATIVE = Pattern.compile("-\\d+|-\\d*\\.\\d+");

    private final Syntax syntax;
    private final Map<String, Option> byName = new LinkedHashMap<>();
    private final Arguments read = new Arguments();
    private final List<String> placed = new ArrayList<>();
    private final List<String> given;
    private final List<@Nullable Match> matches = new ArrayList<>();
    private int at;

    /// An argument that is an option: which one, null when nobody knows it, and what is glued to
    /// it.
    private record Match(@Nullable Option option, String name, @Nullable String glued) {}

    private Reader(Syntax syntax, List<String> given) {
        this.syntax = syntax;
        this.given = given;
        syntax.options()
                .forEach(option -> option.names().forEach(name -> byName.put(name, option)));
    }

    /// What fits the syntax; the rest is kept as it is. Throws [UsageException].
    public static Arguments readKnown(Syntax syntax, List<String> given) {
        return new Reader(syntax, given).read(false);
    }

    /// All of it must fit the syntax. Throws [UsageException].
    public static Arguments read(Syntax syntax, List<String> given) {
        return new Reader(syntax, given).read(true);
    }

    private Arguments read(boolean whole) {
        classify();
        boolean onlyPlaces = false;
        while (at < given.size()) {
            Match match = matches.get(at);
            String argument = given.get(at);
            if (match != null) {
                option(match);
            } else if (argument.equals("--") && !onlyPlaces) {
                onlyPlaces = true;
                if (!whole) {
                    read.leave(argument);
                }
                at++;
            } else {
                place(argument, whole);
            }
        }
        fillPlaces();
        demandNeeded();
        if (whole && !read.rest().isEmpty()) {
            throw new UsageException("unrecognized arguments: " + String.join(" ", read.rest()));
        }
        return read;
    }

    private void place(String argument, boolean whole) {
        if (whole) {
            placed.add(argument);
        } else {
            read.leave(argument);
        }
        at++;
    }

    private void classify() {
        boolean onlyPlaces = false;
        for (String argument : given) {
            matches.add(onlyPlaces ? null : match(argument));
            onlyPlaces |= argument.equals("--");
        }
    }

    private @Nullable Match match(String argument) {
        if (argument.length() < 2 || argument.charAt(0) != '-' || argument.equals("--")) {
            return null;
        }
        Option exact = byName.get(argument);
        if (exact != null) {
            return new Match(exact, argument, null);
        }
        int equals = argument.indexOf('=');
        if (equals > 0) {
            Option named = byName.get(argument.substring(0, equals));
            if (named != null) {
                return new Match(
                        named, argument.substring(0, equals), argument.substring(equals + 1));
            }
        }
        List<Match> possible = possible(argument, equals);
        if (possible.size() > 1) {
            throw new UsageException(
                    "ambiguous option: %s could match %s"
                            .formatted(
                                    equals > 0 ? argument.substring(0, equals) : argument,
                                    possible.stream()
                                            .map(Match::name)
                                            .collect(Collectors.joining(", "))));
        }
        if (possible.size() == 1) {
            return possible.getFirst();
        }
        boolean value = NEGATIVE.matcher(argument).matches() || argument.indexOf(' ') >= 0;
        return value ? null : new Match(null, argument, null);
    }

    private List<Match> possible(String argument, int equals) {
        if (argument.startsWith("--")) {
            return syntax.abbreviations() ? cut(argument, equals) : List.of();
        }
        var possible = new ArrayList<Match>();
        String letter = argument.substring(0, 2);
        byName.forEach((name, option) -> {
            if (name.equals(letter)) {
                possible.add(new Match(option, name, argument.substring(2)));
            } else if (name.startsWith(argument)) {
                possible.add(new Match(option, name, null));
            }
        });
        return possible;
    }

    private List<Match> cut(String argument, int equals) {
        String beginning = equals > 0 ? argument.substring(0, equals) : argument;
        String glued = equals > 0 ? argument.substring(equals + 1) : null;
        return byName.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(beginning))
                .map(entry -> new Match(entry.getValue(), entry.getKey(), glued))
                .toList();
    }

    private void option(Match match) {
        Option option = match.option();
        at++;
        if (option == null) {
            read.leave(given.get(at - 1));
        } else if (!option.takesValue()) {
            mark(option, match);
        } else if (match.glued() != null) {
            take(option, List.of(match.glued()));
        } else {
            take(option, following(option));
        }
    }

    private void mark(Option option, Match match) {
        String glued = match.glued();
        count(option);
        if (glued == null) {
            return;
        }
        if (match.name().startsWith("--") || glued.isEmpty()) {
            throw wrong(option, "ignored explicit argument '" + glued + "'");
        }
        // `-vq`: what is glued to a flag are more options of one letter.
        String name = "-" + glued.charAt(0);
        Option next = byName.get(name);
        if (next == null) {
            throw wrong(option, "ignored explicit argument '" + glued + "'");
        }
        String left = glued.length() > 1 ? glued.substring(1) : null;
        at--;
        option(new Match(next, name, left));
    }

    private void count(Option option) {
        exclude(option);
        if (option.kind() == Kind.COUNT) {
            read.mark(option.key());
        } else {
            read.replace(option.key(), List.of(""));
        }
    }

    private List<String> following(Option option) {
        var values = new ArrayList<String>();
        boolean several = option.kind() == Kind.SEVERAL;
        while (at < given.size() && matches.get(at) == null && (several || values.isEmpty())) {
            String next = given.get(at++);
            if (!next.equals("--")) {
                values.add(next);
            } else if (several) {
                at--;
                break;
            }
        }
        if (values.isEmpty()) {
            throw wrong(
                    option, several ? "expected at least one argument" : "expected one argument");
        }
        return values;
    }

    private void take(Option option, List<String> values) {
        exclude(option);
        for (String value : values) {
            check("argument " + option.spellings(), option.type(), value);
            if (!option.choices().isEmpty() && !option.choices().contains(value)) {
                throw wrong(option, notAmong(value, option.choices()));
            }
        }
        if (option.kind() == Kind.REPEATED) {
            values.forEach(value -> read.add(option.key(), value));
        } else {
            read.replace(option.key(), values);
        }
    }

    private void exclude(Option option) {
        for (Syntax.Exclusion pair : syntax.exclusive()) {
            String other =
                    pair.one().equals(option.key())
                            ? pair.other()
                            : pair.other().equals(option.key()) ? pair.one() : null;
            if (other != null && read.has(other)) {
                throw wrong(option, "not allowed with argument " + spellings(other));
            }
        }
    }

    private String spellings(String key) {
        return syntax.options().stream()
                .filter(option -> option.key().equals(key))
                .map(Option::spellings)
                .findFirst()
                .orElse(key);
    }

    private void fillPlaces() {
        int needed = (int) syntax.parameters().stream().filter(Parameter::needed).count();
        int next = 0;
        for (Parameter parameter : syntax.parameters()) {
            needed -= parameter.needed() ? 1 : 0;
            int spare = placed.size() - next - needed;
            int taken = Math.min(Math.max(spare, 0), most(parameter.count()));
            for (String value : placed.subList(next, next + taken)) {
                read.add(parameter.key(), value);
            }
            next += taken;
        }
        placed.subList(next, placed.size()).forEach(read::leave);
    }

    private static int most(Count count) {
        return switch (count) {
            case ONE, OPTIONAL -> 1;
            case SEVERAL, ANY -> Integer.MAX_VALUE;
        };
    }

    private void demandNeeded() {
        var missing = new ArrayList<String>();
        syntax.parameters().stream()
                .filter(parameter -> parameter.needed() && !read.has(parameter.key()))
                .forEach(parameter -> missing.add(parameter.name()));
        syntax.options().stream()
                .filter(option -> option.required() && !read.has(option.key()))
                .forEach(option -> missing.add(option.spellings()));
        if (!missing.isEmpty()) {
            throw new UsageException(
                    "the following arguments are required: " + String.join(", ", missing));
        }
    }

    private static void check(String where, ValueType type, String value) {
        if (!type.fits().test(value)) {
            throw new UsageException(where + ": " + type.complaint().apply(value));
        }
    }

    /// What is said of a value that is none of those there are.
    public static String notAmong(String value, List<String> choices) {
        return "invalid choice: %s (choose from %s)"
                .formatted(
                        quoted(value),
                        choices.stream().map(Reader::quoted).collect(Collectors.joining(", ")));
    }

    static String quoted(String value) {
        return value.contains("'") && !value.contains("\"")
                ? "\"" + value + "\""
                : "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static UsageException wrong(Option option, String what) {
        return new UsageException("argument " + option.spellings() + ": " + what);
    }
}
