package io.gnocchi.server.settings;

import java.nio.file.Path;
import java.util.List;

/// Where an operator writes rules.
///
/// @param file may be absent
/// @param directories their files are read after it; may be absent
/// @param defaultRule stands for rules that others name and nobody wrote
public record PolicyPlaces(Path file, List<Path> directories, String defaultRule) {
    public PolicyPlaces {
        directories = List.copyOf(directories);
    }
}
