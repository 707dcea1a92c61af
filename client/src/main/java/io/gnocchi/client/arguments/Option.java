package io.gnocchi.client.arguments;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An option of a command or of the program.
///
/// @param names all its spellings, the one that usage shows first
/// @param kind what may follow it
/// @param metavar how its value is called; null calls it after the option, or after its choices
/// @param choices all values there are; empty when any is fine
/// @param section under which heading help shows it; empty for the usual one
public record Option(
        List<String> names,
        Kind kind,
        @Nullable String metavar,
        List<String> choices,
        ValueType type,
        boolean required,
        String section,
        String help) {

    private static final String HIDDEN = "-";

    /// What may follow an option.
    public enum Kind {
        /// Nothing.
        FLAG,
        /// Nothing, and it may be repeated.
        COUNT,
        /// A value; the last one counts.
        VALUE,
        /// A value each time; all count.
        REPEATED,
        /// One value or more.
        SEVERAL
    }

    public Option {
        names = List.copyOf(names);
        choices = List.copyOf(choices);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("an option has a name");
        }
    }

    private static Option of(Kind kind, String names, String help) {
        List<String> spellings = List.of(names.split(" ", -1));
        return new Option(spellings, kind, null, List.of(), ValueType.TEXT, false, "", help);
    }

    /// An option without a value; names are separated by spaces.
    public static Option flag(String names, String help) {
        return of(Kind.FLAG, names, help);
    }

    /// An option with a value.
    public static Option value(String names, String help) {
        return of(Kind.VALUE, names, help);
    }

    /// An option with a value that may be repeated.
    public static Option repeated(String names, String help) {
        return of(Kind.REPEATED, names, help);
    }

    /// An option with one value or more.
    public static Option several(String names, String help) {
        return of(Kind.SEVERAL, names, help);
    }

    /// An option without a value whose repetitions are counted.
    public static Option count(String names, String help) {
        return of(Kind.COUNT, names, help);
    }

    /// The same, whose value is called so.
    public Option called(String name) {
        return new Option(names, kind, name, choices, type, required, section, help);
    }

    /// The same, whose value is one of these.
    public Option among(String... values) {
        return new Option(names, kind, metavar, List.of(values), type, required, section, help);
    }

    /// The same, whose value is of a type.
    public Option as(ValueType of) {
        return new Option(names, kind, metavar, choices, of, required, section, help);
    }

    /// The same, which must be given.
    public Option needed() {
        return new Option(names, kind, metavar, choices, type, true, section, help);
    }

    /// The same, under a heading of its own.
    public Option in(String heading) {
        return new Option(names, kind, metavar, choices, type, required, heading, help);
    }

    /// Under which name its values are found: the first long spelling without dashes.
    public String key() {
        String longest =
                names.stream()
                        .filter(name -> name.startsWith("--"))
                        .findFirst()
                        .orElse(names.getFirst());
        // It is asked for often while the program starts, where patterns are slow.
        int dashes = 0;
        while (dashes < longest.length() && longest.charAt(dashes) == '-') {
            dashes++;
        }
        return longest.substring(dashes);
    }

    /// The same, which usage and help do not tell.
    public Option hidden() {
        return in(HIDDEN);
    }

    /// Whether usage and help tell it.
    public boolean shown() {
        return !section.equals(HIDDEN);
    }

    /// How help shows it: all spellings, and its value.
    public String help(boolean withValue) {
        String spelled = String.join(", ", names);
        return withValue && takesValue() ? spelled + " " + valueName() : spelled;
    }

    /// Whether something follows it.
    public boolean takesValue() {
        return kind == Kind.VALUE || kind == Kind.REPEATED || kind == Kind.SEVERAL;
    }

    /// How usage and help call its value.
    String valueName() {
        if (metavar != null) {
            return metavar;
        }
        return choices.isEmpty()
                ? key().replace('-', '_').toUpperCase(Locale.ROOT)
                : "{" + String.join(",", choices) + "}";
    }

    /// How errors call it.
    String spellings() {
        return String.join("/", names);
    }
}
