package io.gnocchi.client.main;

import io.gnocchi.client.arguments.Arguments;
import io.gnocchi.client.arguments.Option;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What counts of the program's options: the command line before the environment before the
/// profile.
///
/// `--os-something` has the variable `OS_SOMETHING`, anything else `GNOCCHI_SOMETHING`.
final class Settings {
    private static final String DEFAULT_TYPE = "gnocchi-basic";

    private final Arguments arguments;
    private final Map<String, String> environment;
    private final Map<String, String> profile;

    Settings(Arguments arguments, Map<String, String> environment, Map<String, String> profile) {
        this.arguments = arguments;
        this.environment = environment;
        this.profile = profile;
    }

    /// A value by the option's key, null when nobody gave one.
    @Nullable String get(String key) {
        Given given = given(key);
        return given == null ? null : given.value();
    }

    String get(String key, String otherwise) {
        String value = get(key);
        return value == null ? otherwise : value;
    }

    boolean flag(String key) {
        return arguments.has(key) || "true".equalsIgnoreCase(profile.get(key));
    }

    /// What the variables and profiles of Keystone users mean although they leave the type out.
    String authenticationType() {
        String type = get("os-auth-type");
        if (type != null) {
            return type;
        }
        return environment.containsKey("OS_PASSWORD") ? "password" : DEFAULT_TYPE;
    }

    /// Where each value that counts comes from, for people; secrets are not told.
    Map<String, String> told() {
        var told = new LinkedHashMap<String, String>();
        for (Option option : ProgramOptions.ALL) {
            Given given = option.takesValue() ? given(option.key()) : null;
            if (given != null) {
                boolean secret = option.key().matches(".*(password|secret|token)$");
                told.put(
                        option.key(),
                        (secret ? "(secret)" : given.value()) + " (" + given.from() + ")");
            }
        }
        return told;
    }

    private record Given(String value, String from) {}

    private @Nullable Given given(String key) {
        String typed = arguments.text(key);
        if (typed != null) {
            return new Given(typed, "command line");
        }
        for (String name : names(key)) {
            String variable = variable(name);
            String value = environment.get(variable);
            if (value != null && !value.isEmpty()) {
                return new Given(value, variable);
            }
        }
        String written = profile.get(key);
        return written == null ? null : new Given(written, "profile");
    }

    private static Iterable<String> names(String key) {
        return ProgramOptions.ALL.stream()
                .filter(option -> option.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no option " + key))
                .names();
    }

    private static String variable(String name) {
        String words = name.replaceAll("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
        return words.startsWith("OS_") || words.startsWith("GNOCCHI_") ? words : "GNOCCHI_" + words;
    }
}
