package io.gnocchi.server.settings;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A configuration file as oslo.config reads it: `[section]`, `name = value` or `name: value`,
/// lines that start with a blank continue the value, `#` and `;` begin a comment line, quotes
/// around a value are dropped.
final class IniFile {
    /// A value and where it stands.
    record Assignment(String section, String name, String value, String place) {}

    private final String file;
    private final Consumer<SettingsException> mistakes;
    private final List<Assignment> assignments = new ArrayList<>();
    private @Nullable String section;
    private @Nullable String name;
    private String value = "";
    private int nameLine;

    private IniFile(String file, Consumer<SettingsException> mistakes) {
        this.file = file;
        this.mistakes = mistakes;
    }

    /// @throws SettingsException when the file cannot be read or is not of this form
    static List<Assignment> read(Path path) {
        return read(path, IniFile::refuse);
    }

    /// The same, going on behind mistakes of form.
    ///
    /// @throws SettingsException when the file cannot be read
    static List<Assignment> read(Path path, Consumer<SettingsException> mistakes) {
        try {
            return parse(path.toString(), Files.readString(path), mistakes);
        } catch (MalformedInputException e) {
            throw new SettingsException(path + " is not UTF-8 text", e);
        } catch (IOException e) {
            throw new SettingsException("cannot read configuration file " + path + ": " + e, e);
        }
    }

    /// In the order of the text; a later assignment of a name wins.
    static List<Assignment> parse(String file, String text) {
        return parse(file, text, IniFile::refuse);
    }

    private static void refuse(SettingsException mistake) {
        throw mistake;
    }

    private static List<Assignment> parse(
            String file, String text, Consumer<SettingsException> mistakes) {
        var parser = new IniFile(file, mistakes);
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            parser.tryToTake(++number, line.stripTrailing());
        }
        parser.endValue();
        return List.copyOf(parser.assignments);
    }

    private void tryToTake(int number, String line) {
        try {
            take(number, line);
        } catch (SettingsException e) {
            mistakes.accept(e);
        }
    }

    private void take(int number, String line) {
        if (line.isEmpty()) {
            endValue();
        } else if (line.startsWith(" ") || line.startsWith("\t")) {
            continueValue(number, line);
        } else {
            endValue();
            switch (line.charAt(0)) {
                case '#', ';' -> {}
                case '[' -> section = section(number, line);
                default -> startValue(number, line);
            }
        }
    }

    private void continueValue(int number, String line) {
        if (name == null) {
            throw wrong(number, "continues nothing: '" + line + "'");
        }
        value += "\n" + line.strip();
    }

    private String section(int number, String line) {
        if (!line.endsWith("]") || line.length() == 2) {
            throw wrong(number, "'" + line + "' is not a [section]");
        }
        return Option.normalSection(line.substring(1, line.length() - 1));
    }

    private void startValue(int number, String line) {
        int end = endOfName(line);
        if (end < 1) {
            throw wrong(number, "'" + line + "' is not 'name = value'");
        }
        if (section == null) {
            throw wrong(number, "'" + line + "' stands before the first [section]");
        }
        name = Option.normalName(line.substring(0, end).strip());
        value = unquoted(line.substring(end + 1).strip());
        nameLine = number;
    }

    /// The first of `=` and `:`, or -1.
    private static int endOfName(String line) {
        int equal = line.indexOf('=');
        int colon = line.indexOf(':');
        return equal < 0 || (colon >= 0 && colon < equal) ? colon : equal;
    }

    private static String unquoted(String value) {
        boolean quoted =
                value.length() > 1
                        && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                        && value.charAt(0) == value.charAt(value.length() - 1);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private void endValue() {
        if (section != null && name != null) {
            assignments.add(new Assignment(section, name, value, file + ":" + nameLine));
        }
        name = null;
    }

    private SettingsException wrong(int line, String message) {
        return new SettingsException(file + ":" + line + " " + message);
    }
}
