package io.gnocchi.server.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What each option says in the end, read as its type.
///
/// A blank number, choice or text says nothing, so the default counts. `$name` and
/// `${section.name}` stand for the value of another option; a `$` before anything else is a `$`,
/// for passwords hold them, and `$$` or `\$` is one always.
final class Values {
    private static final Pattern REFERENCE =
            Pattern.compile(
                    "\\$(?:(\\$)|([_a-z][._a-z0-9]*)|\\{([_a-z][._a-z0-9]*)})",
                    Pattern.CASE_INSENSITIVE);
    private static final int DEEPEST_REFERENCE = 20;
    private static final int LAST_PORT = 65_535;

    /// A text and where it comes from.
    record Said(String text, String place) {}

    private final OptionTable table;
    private final Map<String, Said> said;

    /// @param said by `section.option`, what wins
    Values(OptionTable table, Map<String, Said> said) {
        this.table = table;
        this.said = Map.copyOf(said);
    }

    /// Where this very option was set; null when it was not.
    @Nullable String place(Option option) {
        var own = said.get(option.section() + "." + option.name());
        return own == null ? null : own.place();
    }

    /// Whether the option or the one it inherits from was set, not to a blank.
    boolean isSet(String section, String name) {
        var found = find(option(section, name), section);
        return found != null && !found.text().isBlank();
    }

    /// The text with references replaced; null when it is blank.
    @Nullable String text(String section, String name) {
        var text = resolved(option(section, name), section, 0).strip();
        return text.isEmpty() ? null : text;
    }

    /// A text that is always there, since the option has a default.
    String requiredText(String section, String name) {
        var text = text(section, name);
        if (text != null) {
            return text;
        }
        var fallback = option(section, name).fallback();
        if (fallback == null) {
            throw wrong(section, name, "", "must be set");
        }
        return fallback;
    }

    boolean bool(String section, String name) {
        var text = requiredText(section, name);
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "true", "yes", "on" -> true;
            case "0", "false", "no", "off" -> false;
            default -> throw wrong(section, name, text, "is not true or false");
        };
    }

    int integer(String section, String name) {
        return Math.toIntExact(whole(section, name, Integer.MAX_VALUE));
    }

    long size(String section, String name) {
        return whole(section, name, Long.MAX_VALUE);
    }

    private long whole(String section, String name, long most) {
        var text = requiredText(section, name);
        long value;
        try {
            value = Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw wrong(section, name, text, "is not a whole number");
        }
        var range = Range.of(option(section, name), most);
        if (value < range.least() || value > range.most()) {
            throw wrong(section, name, text, "is not " + range);
        }
        return value;
    }

    /// Seconds, with fractions; may be negative where the range says so.
    Duration seconds(String section, String name) {
        var text = requiredText(section, name);
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException _) {
            value = Double.NaN;
        }
        if (Double.isNaN(value)) {
            throw wrong(section, name, text, "is not a number of seconds");
        }
        var range = Range.of(option(section, name), Integer.MAX_VALUE);
        if (value < (double) range.least() || value > (double) range.most()) {
            throw wrong(section, name, text, "is not " + range);
        }
        return Duration.ofNanos(Math.round(value * 1e9));
    }

    String choice(String section, String name) {
        var choices =
                List.of(option(section, name).type().substring("one of ".length()).split(" "));
        var text = requiredText(section, name);
        if (!choices.contains(text)) {
            throw wrong(section, name, text, "is not one of " + String.join(", ", choices));
        }
        return text;
    }

    List<String> list(String section, String name) {
        var items = new ArrayList<String>();
        var text = text(section, name);
        for (String item : text == null ? new String[0] : text.split("[,\n]")) {
            if (!item.isBlank()) {
                items.add(item.strip());
            }
        }
        return List.copyOf(items);
    }

    @Nullable UUID uuid(String section, String name) {
        var text = text(section, name);
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw wrong(section, name, String.valueOf(text), "is not a UUID");
        }
    }

    /// Where to listen, as `host:port`.
    Settings.@Nullable Listen listen(String section, String name) {
        var text = text(section, name);
        if (text == null) {
            return null;
        }
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (colon > 0 && port >= 0 && port <= LAST_PORT) {
                var host = text.substring(0, colon).replaceAll("^\\[|]$", "");
                return new Settings.Listen(host, port);
            }
        } catch (NumberFormatException _) {
            throw wrong(section, name, text, "does not end with a port");
        }
        throw wrong(section, name, text, "is not like 127.0.0.1:8042");
    }

    /// Reads an option as its type, whatever that is.
    ///
    /// @throws SettingsException when that cannot be
    void requireReadable(String section, String name) {
        var type = option(section, name).type();
        switch (type.split(" ", 2)[0]) {
            case "bool" -> bool(section, name);
            case "int" -> size(section, name);
            case "seconds" -> seconds(section, name);
            case "one" -> choice(section, name);
            case "uuid" -> uuid(section, name);
            default -> text(section, name);
        }
    }

    /// What to tell an operator about a value that does not do.
    SettingsException wrong(String section, String name, String text, String problem) {
        var option = option(section, name);
        var found = find(option, section);
        return new SettingsException(
                "%s: [%s] %s %s%s"
                        .formatted(
                                found == null ? "default" : found.place(),
                                section,
                                name,
                                option.secret() || text.isEmpty() ? "" : "= '" + text + "' ",
                                problem));
    }

    /// Every option that does something, as `[section] name = value (place)`, secrets hidden.
    List<String> lines() {
        var lines = new ArrayList<String>();
        for (Option option : table.all()) {
            if (option.standing() == Option.Standing.USED) {
                var found = find(option, option.section());
                var text = text(option.section(), option.name());
                var shown = option.secret() && text != null ? "***" : text;
                lines.add(
                        "%s = %s (%s)"
                                .formatted(
                                        option,
                                        shown == null ? "" : shown,
                                        found == null ? "default" : found.place()));
            }
        }
        return List.copyOf(lines);
    }

    private Option option(String section, String name) {
        var option = table.find(section, name);
        if (option == null) {
            throw new IllegalArgumentException("no option [" + section + "] " + name);
        }
        return option;
    }

    private @Nullable Said find(Option option, String section) {
        var own = said.get(section + "." + option.name());
        if (own != null) {
            return own;
        }
        String parent = OptionTable.parent(section);
        return parent == null ? null : said.get(parent + "." + option.name());
    }

    private String resolved(Option option, String section, int depth) {
        var found = find(option, section);
        var text = found == null ? option.fallback() : found.text();
        return text == null ? "" : substituted(text, section, depth);
    }

    private String substituted(String text, String section, int depth) {
        if (text.indexOf('$') < 0) {
            return text;
        }
        if (depth > DEEPEST_REFERENCE) {
            throw new SettingsException(
                    "the options of [" + section + "] refer to each other in a circle");
        }
        return REFERENCE
                .matcher(text.replace("\\$", "$$"))
                .replaceAll(match -> Matcher.quoteReplacement(replacement(match, section, depth)));
    }

    private String replacement(MatchResult match, String section, int depth) {
        if (match.group(1) != null) {
            return "$";
        }
        String reference = match.group(2) != null ? match.group(2) : match.group(3);
        int dot = reference.lastIndexOf('.');
        String place = dot < 0 ? section : Option.normalSection(reference.substring(0, dot));
        String name = Option.normalName(reference.substring(dot + 1));
        var option = table.find(place, name);
        if (option != null) {
            return resolved(option, place, depth + 1);
        }
        var general = table.find("DEFAULT", name);
        return general == null ? match.group() : resolved(general, "DEFAULT", depth + 1);
    }

    /// The numbers a type allows, both ends included.
    private record Range(long least, long most) {
        static Range of(Option option, long most) {
            var bounds =
                    option.type().substring(option.type().indexOf(' ') + 1).split("\\.\\.", -1);
            if (bounds.length < 2) {
                return new Range(Long.MIN_VALUE, most);
            }
            return new Range(
                    Long.parseLong(bounds[0]),
                    bounds[1].isEmpty() ? most : Long.parseLong(bounds[1]));
        }

        @Override
        public String toString() {
            return most == Long.MAX_VALUE ? "at least " + least : "from " + least + " to " + most;
        }
    }
}
