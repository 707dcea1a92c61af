package io.gnocchi.server.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which files are read: those that were named, otherwise the first `gnocchi-dist.conf` and the
/// first `gnocchi.conf` in the usual places.
final class ConfigurationFiles {
    private final List<Path> places;

    /// @param home the user's; null when there is none
    /// @param etc `/etc`
    ConfigurationFiles(@Nullable Path home, Path etc) {
        var found = new ArrayList<Path>();
        if (home != null) {
            found.add(home.resolve(".gnocchi"));
            found.add(home);
        }
        found.add(etc.resolve("gnocchi"));
        found.add(etc);
        this.places = List.copyOf(found);
    }

    /// In the order of reading: later ones win.
    List<Path> of(Invocation invocation) {
        var files = new ArrayList<Path>();
        if (invocation.configFiles().isEmpty()) {
            addFirst("gnocchi-dist.conf", files);
            addFirst("gnocchi.conf", files);
        } else {
            files.addAll(invocation.configFiles());
        }
        for (Path directory : invocation.configDirectories()) {
            files.addAll(filesIn(directory));
        }
        return files;
    }

    /// Where files that the configuration names without a folder may be: beside the files that were
    /// read, the last one first, then in the usual places.
    List<Path> foldersOf(List<Path> read, Invocation invocation) {
        var folders = new LinkedHashSet<Path>();
        for (Path file : read.reversed()) {
            folders.add(file.toAbsolutePath().getParent());
        }
        folders.addAll(invocation.configDirectories());
        folders.addAll(places);
        return List.copyOf(folders);
    }

    private void addFirst(String name, List<Path> files) {
        places.stream()
                .map(place -> place.resolve(name))
                .filter(Files::exists)
                .findFirst()
                .ifPresent(files::add);
    }

    private static List<Path> filesIn(Path directory) {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".conf"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new SettingsException(
                    "cannot read configuration folder " + directory + ": " + e, e);
        }
    }
}
