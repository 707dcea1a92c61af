package io.gnocchi.server.settings;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One option of gnocchi.conf.
///
/// @param oldNames `section.option` under which it was known before
/// @param type as the table writes it: `int 1..`, `one of a b`, ...
/// @param fallback the text that counts when nobody says anything
/// @param followsMachine whether that is the number of processors
public record Option(
        String section,
        String name,
        List<String> oldNames,
        String type,
        @Nullable String fallback,
        boolean followsMachine,
        Standing standing,
        String meaning) {

    /// What becomes of the option here.
    public enum Standing {
        /// It does what it says.
        USED,
        /// There is nothing for it to do here; it may be set.
        MOOT,
        /// It is missed; whoever sets it is warned.
        LATER
    }

    public Option {
        oldNames = List.copyOf(oldNames);
    }

    /// Whether its value is not to be shown.
    public boolean secret() {
        return type.equals("secret");
    }

    /// As messages name it.
    @Override
    public String toString() {
        return "[" + section + "] " + name;
    }

    /// `-` and `_` are the same, as in the original.
    static String normalName(String name) {
        return name.replace('-', '_');
    }

    /// Sections do not care about case.
    static String normalSection(String section) {
        return section.equalsIgnoreCase("default") ? "DEFAULT" : section.toLowerCase(Locale.ROOT);
    }
}
