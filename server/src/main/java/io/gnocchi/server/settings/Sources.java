package io.gnocchi.server.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Gathers what is said about the options. The later wins: variables that serve as defaults, files,
/// variables of the form `OS_<SECTION>__<OPTION>`, the command line.
final class Sources {
    private static final Map<String, String> DEFAULTING_VARIABLES =
            Map.of(
                    "GNOCCHI_INDEXER_URL", "indexer.url",
                    "CACHE_DIRECTORY", "storage.disk_cache_path",
                    "AWS_DEFAULT_REGION", "storage.s3_region_name",
                    "AWS_ACCESS_KEY_ID", "storage.s3_access_key_id",
                    "AWS_SECRET_ACCESS_KEY", "storage.s3_secret_access_key",
                    "OTEL_EXPORTER_OTLP_ENDPOINT", "api.otlp_endpoint",
                    "OTEL_EXPORTER_OTLP_HEADERS", "api.otlp_headers");

    private final OptionTable table;
    private final Map<String, Values.Said> defaults = new LinkedHashMap<>();
    private final Map<String, Values.Said> byOldName = new LinkedHashMap<>();
    private final Map<String, Values.Said> said = new LinkedHashMap<>();

    Sources(OptionTable table) {
        this.table = table;
    }

    /// The last word on each option, by `section.option`.
    Map<String, Values.Said> said() {
        var all = new LinkedHashMap<>(defaults);
        all.putAll(byOldName);
        all.putAll(said);
        return all;
    }

    void defaultingVariables(Map<String, String> environment) {
        DEFAULTING_VARIABLES.forEach((variable, option) -> {
            var text = environment.get(variable);
            if (text != null) {
                defaults.put(option, new Values.Said(text, variable));
            }
        });
    }

    /// An old name says nothing where the new one speaks too.
    void files(List<IniFile.Assignment> assignments) {
        var newNames = newNames();
        for (var assignment : assignments) {
            String key = assignment.section() + "." + assignment.name();
            var text = new Values.Said(assignment.value(), assignment.place());
            if (newNames.containsKey(key)) {
                byOldName.put(newNames.get(key), text);
            } else if (table.find(assignment.section(), assignment.name()) != null) {
                said.put(key, text);
            }
        }
    }

    void variables(Map<String, String> environment) {
        for (Option option : table.all()) {
            String variable =
                    "OS_%s__%s".formatted(option.section(), option.name()).toUpperCase(Locale.ROOT);
            var text = environment.get(variable);
            if (text != null) {
                said.put(option.section() + "." + option.name(), new Values.Said(text, variable));
            }
        }
    }

    void commandLine(Map<String, String> overrides) {
        overrides.forEach((key, text) -> {
            int dot = key.lastIndexOf('.');
            String section = Option.normalSection(key.substring(0, Math.max(dot, 0)));
            String name = Option.normalName(key.substring(dot + 1));
            if (table.find(section, name) == null) {
                throw new SettingsException("command line: there is no option " + key);
            }
            said.put(section + "." + name, new Values.Said(text, "command line"));
        });
    }

    private Map<String, String> newNames() {
        var names = new LinkedHashMap<String, String>();
        for (Option option : table.all()) {
            for (String old : option.oldNames()) {
                names.put(old, option.section() + "." + option.name());
            }
        }
        return names;
    }
}
