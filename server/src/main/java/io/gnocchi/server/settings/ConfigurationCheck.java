package io.gnocchi.server.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Looks for mistakes in a configuration file, for all of them at once, where a program that starts
/// ends at the first and passes over names that are none.
public final class ConfigurationCheck {
    private final OptionTable table;
    private final Map<String, Option> byOldName = new HashMap<>();
    private final Map<String, Values.Said> said = new LinkedHashMap<>();
    private final List<Note> notes = new ArrayList<>();

    private ConfigurationCheck(OptionTable table) {
        this.table = table;
        for (var option : table.all()) {
            option.oldNames().forEach(old -> byOldName.put(old, option));
        }
    }

    /// Something to be told.
    ///
    /// @param mistake whether a program would not do as the file says; otherwise it is worth
    ///   knowing
    /// @param text with the place in front: `gnocchi.conf:7: ...`
    public record Note(boolean mistake, String text) {}

    /// Looks at a file, and at how it works together with the environment.
    ///
    /// @param dataDirectory of the all-in-one server
    public static List<Note> of(Path file, Path dataDirectory, Map<String, String> environment) {
        int processors = Runtime.getRuntime().availableProcessors();
        var check = new ConfigurationCheck(new OptionTable(processors));
        try {
            check.lookAt(IniFile.read(file, check::mistake));
        } catch (SettingsException e) {
            check.mistake(e);
        }
        if (check.notes.stream().noneMatch(Note::mistake)) {
            check.lookAtAll(file, dataDirectory, environment);
        }
        return List.copyOf(check.notes);
    }

    private void mistake(SettingsException mistake) {
        notes.add(new Note(true, String.valueOf(mistake.getMessage())));
    }

    private void note(boolean mistake, String place, String text) {
        notes.add(new Note(mistake, place + ": " + text));
    }

    private void lookAt(List<IniFile.Assignment> assignments) {
        for (var assignment : assignments) {
            var option = known(assignment);
            if (option != null) {
                said.put(key(assignment, option), said(assignment));
            }
        }
        var places = new HashMap<String, String>();
        for (var assignment : assignments) {
            var option = known(assignment);
            if (option == null) {
                tellUnknown(assignment);
                continue;
            }
            var before = places.put(key(assignment, option), assignment.place());
            if (before != null) {
                note(
                        false,
                        assignment.place(),
                        "%s is said at %s too; this counts".formatted(option, before));
            }
            lookAt(assignment, option);
        }
    }

    private @Nullable Option known(IniFile.Assignment assignment) {
        var option = table.find(assignment.section(), assignment.name());
        return option != null
                ? option
                : byOldName.get(assignment.section() + "." + assignment.name());
    }

    private String key(IniFile.Assignment assignment, Option option) {
        boolean isOld = table.find(assignment.section(), assignment.name()) == null;
        return isOld
                ? option.section() + "." + option.name()
                : assignment.section() + "." + assignment.name();
    }

    private static Values.Said said(IniFile.Assignment assignment) {
        return new Values.Said(assignment.value(), assignment.place());
    }

    private void lookAt(IniFile.Assignment assignment, Option option) {
        boolean isOld = table.find(assignment.section(), assignment.name()) == null;
        if (isOld) {
            note(
                    false,
                    assignment.place(),
                    "[%s] %s is an old name of %s"
                            .formatted(assignment.section(), assignment.name(), option));
        }
        switch (option.standing()) {
            case USED, LATER -> lookAtValue(assignment, option);
            case MOOT ->
                    note(
                            false,
                            assignment.place(),
                            "%s has nothing to do here: %s".formatted(option, option.meaning()));
        }
    }

    private void lookAtValue(IniFile.Assignment assignment, Option option) {
        var key = key(assignment, option);
        var alone = new HashMap<>(said);
        alone.put(key, said(assignment));
        var section = key.substring(0, key.lastIndexOf('.'));
        try {
            new Values(table, alone).requireReadable(section, option.name());
        } catch (SettingsException e) {
            mistake(e);
        }
    }

    private void tellUnknown(IniFile.Assignment assignment) {
        var section = assignment.section();
        var name = assignment.name();
        var inSection =
                table.all().stream()
                        .filter(option -> option.section().equals(section))
                        .map(Option::name)
                        .toList();
        if (inSection.isEmpty()) {
            var likely = LikelyName.of(section, sections());
            note(
                    true,
                    assignment.place(),
                    "there is no section [%s]%s".formatted(section, ifLikely(likely, "[%s]")));
            return;
        }
        var elsewhere =
                table.all().stream()
                        .filter(option -> option.name().equals(name))
                        .map(Option::toString)
                        .collect(Collectors.joining(" or "));
        var hint =
                elsewhere.isEmpty()
                        ? ifLikely(LikelyName.of(name, inSection), "%s")
                        : "; did you mean " + elsewhere + "?";
        note(
                true,
                assignment.place(),
                "there is no option [%s] %s%s".formatted(section, name, hint));
    }

    private Set<String> sections() {
        return table.all().stream().map(Option::section).collect(Collectors.toSet());
    }

    private static String ifLikely(@Nullable String likely, String form) {
        return likely == null ? "" : "; did you mean " + form.formatted(likely) + "?";
    }

    /// What one option says may not fit what another says.
    private void lookAtAll(Path file, Path dataDirectory, Map<String, String> environment) {
        var invocation = new Invocation(List.of(file), List.of(), Map.of(), dataDirectory);
        try {
            var settings = Settings.read(invocation, environment);
            settings.warnings().forEach(warning -> notes.add(new Note(false, warning)));
        } catch (SettingsException e) {
            mistake(e);
        }
        boolean hasIndex =
                said.containsKey("indexer.url") || environment.containsKey("GNOCCHI_INDEXER_URL");
        if (!hasIndex) {
            note(
                    false,
                    file.toString(),
                    "[indexer] url is not set: gnocchi-server keeps its index in SQLite, all other"
                            + " programs need it");
        }
    }
}
