package io.gnocchi.server.main;

import io.gnocchi.server.settings.ConfigurationCheck;
import io.gnocchi.server.settings.ConfigurationCheck.Note;
import io.gnocchi.server.settings.Invocation;
import io.gnocchi.server.settings.Settings;
import io.gnocchi.server.settings.SettingsException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What `--check-config` tells of a file: every mistake, and what is worth knowing.
record ConfigurationReport(Path file, List<Note> notes) {
    ConfigurationReport {
        notes = List.copyOf(notes);
    }

    /// Looks at a file, also for what only shows when objects are built of it.
    static ConfigurationReport of(Path file, Path data, Map<String, String> environment) {
        var notes = new ArrayList<>(ConfigurationCheck.of(file, data, environment));
        if (notes.stream().noneMatch(Note::mistake)) {
            try (var lifetime = new Lifetime()) {
                var invocation = new Invocation(List.of(file), List.of(), Map.of(), data);
                var settings = Settings.read(invocation, environment);
                var entrance = new Entrance(settings, lifetime, InstantSource.system());
                var _ = entrance.transport();
                var _ = entrance.access();
            } catch (SettingsException e) {
                notes.add(new Note(true, String.valueOf(e.getMessage())));
            }
        }
        return new ConfigurationReport(file, notes);
    }

    /// A line each, mistakes first.
    String text() {
        var lines = new StringBuilder();
        notes.stream().filter(Note::mistake).forEach(note -> lines.append(line("error", note)));
        notes.stream()
                .filter(note -> !note.mistake())
                .forEach(note -> lines.append(line("note ", note)));
        return lines.toString();
    }

    private static String line(String kind, Note note) {
        return kind + " " + note.text() + "\n";
    }

    /// @throws SettingsException when there are mistakes
    void requireNone() {
        long mistakes = notes.stream().filter(Note::mistake).count();
        if (mistakes > 0) {
            throw new SettingsException(
                    "%s has %d %s"
                            .formatted(file, mistakes, mistakes == 1 ? "mistake" : "mistakes"));
        }
    }
}
