package io.gnocchi.server.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/// What tests of settings say: files and variables to be read.
abstract class SettingsWords {
    static final String INDEXER = "[indexer]\nurl = postgresql://g:hush@db/g\n";

    @TempDir Path folder;

    final Map<String, String> environment = new HashMap<>();
    final Map<String, String> overrides = new HashMap<>();

    Settings read(String text) {
        return read(new Invocation(List.of(write("g.conf", text)), List.of(), overrides, null));
    }

    Settings readAtHome(String text) {
        return read(
                new Invocation(
                        List.of(write("g.conf", text)), List.of(), overrides, Path.of("data")));
    }

    Settings read(Invocation invocation) {
        var files = new ConfigurationFiles(folder, folder.resolve("etc"));
        return new SettingsReader(files, 6, 64L << 30).read(invocation, environment);
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new AssertionError("cannot write " + name, e);
        }
    }
}
