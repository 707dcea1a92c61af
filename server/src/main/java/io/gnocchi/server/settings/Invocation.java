package io.gnocchi.server.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a command was told when it was started.
///
/// @param configFiles read in this order, later ones win; none means the usual places
/// @param configDirectories their `*.conf` are read after the files, in order of their names
/// @param overrides `section.option` to text; they win over everything else
/// @param dataDirectory where the all-in-one server keeps what is not configured to be elsewhere;
///   null for the other commands, which must be configured
public record Invocation(
        List<Path> configFiles,
        List<Path> configDirectories,
        Map<String, String> overrides,
        @Nullable Path dataDirectory) {
    public Invocation {
        configFiles = List.copyOf(configFiles);
        configDirectories = List.copyOf(configDirectories);
        overrides = Map.copyOf(overrides);
    }
}
