package io.gnocchi.client.main;

import io.gnocchi.client.commands.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Named sets of options in the user's configuration file.
///
/// ```ini
/// [default]
/// endpoint = http://localhost:8041
///
/// [production]
/// os-auth-type = password
/// os-auth-url = https://keystone.example.org
/// ```
final class Profiles {
    private Profiles() {}

    /// Where they stand: `GNOCCHI_CONFIG`, else in the folder for configurations.
    static Path file(Map<String, String> environment) {
        String given = environment.get("GNOCCHI_CONFIG");
        if (given != null) {
            return Path.of(given);
        }
        String folder = environment.get("XDG_CONFIG_HOME");
        String home = environment.getOrDefault("HOME", ".");
        return (folder == null ? Path.of(home, ".config") : Path.of(folder))
                .resolve("gnocchi")
                .resolve("profiles.conf");
    }

    /// The options of a profile; `default` when nobody asks for one, and empty when that is not
    /// there.
    static Map<String, String> options(Path file, @Nullable String name) {
        Map<String, Map<String, String>> all;
        try {
            all = read(Files.readString(file), file);
        } catch (NoSuchFileException none) {
            if (name != null) {
                throw new FailureException(
                        "there is no profile '%s': %s does not exist".formatted(name, file));
            }
            return Map.of();
        } catch (IOException unreadable) {
            throw new FailureException(file + " cannot be read: " + unreadable.getMessage());
        }
        Map<String, String> options = all.get(name == null ? "default" : name);
        if (options == null && name != null) {
            throw new FailureException(
                    "there is no profile '%s' in %s, but %s"
                            .formatted(name, file, String.join(", ", all.keySet())));
        }
        return options == null ? Map.of() : options;
    }

    /// The names of all; none when there is no file.
    static List<String> names(Path file) {
        try {
            return List.copyOf(read(Files.readString(file), file).keySet());
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static Map<String, Map<String, String>> read(String text, Path file) {
        var all = new LinkedHashMap<String, Map<String, String>>();
        Map<String, String> current = null;
        int number = 0;
        for (String raw : text.lines().toList()) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (line.startsWith("[") && line.endsWith("]")) {
                String name = line.substring(1, line.length() - 1).strip();
                current = all.computeIfAbsent(name, _ -> new LinkedHashMap<>());
            } else if (equals > 0 && current != null && known(line.substring(0, equals))) {
                current.put(key(line.substring(0, equals)), line.substring(equals + 1).strip());
            } else {
                throw new FailureException(
                        "%s, line %d: neither [profile] nor the name of an option = its value: %s"
                                .formatted(file, number, line));
            }
        }
        return all;
    }

    private static String key(String name) {
        return name.strip().replace('_', '-');
    }

    private static boolean known(String name) {
        return ProgramOptions.ALL.stream().anyMatch(option -> option.key().equals(key(name)));
    }
}
