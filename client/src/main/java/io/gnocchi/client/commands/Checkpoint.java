package io.gnocchi.client.commands;

import io.gnocchi.client.json.Json;
import io.gnocchi.client.json.MalformedJsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How far the import of a file has come, kept in a file of its own until the end.
final class Checkpoint {
    /// A place between two records.
    ///
    /// @param bytes how many bytes of the file were read for them
    /// @param checksum of those bytes, by which the file is known again
    record Place(long records, long measures, long bytes, long checksum) {}

    private final Path file;

    private Checkpoint(Path file) {
        this.file = file;
    }

    /// Of the import of a file to a server; another server has its own.
    static Checkpoint of(Path imported, String server, Map<String, String> environment) {
        String state = environment.get("XDG_STATE_HOME");
        String home = environment.getOrDefault("HOME", ".");
        Path folder = state == null ? Path.of(home, ".local", "state") : Path.of(state);
        String name = digest(imported.toAbsolutePath().normalize() + "\n" + server);
        return new Checkpoint(folder.resolve("gnocchi").resolve("import-" + name + ".json"));
    }

    /// In a file that somebody names.
    static Checkpoint in(Path file) {
        return new Checkpoint(file);
    }

    /// Where an interrupted import goes on, null when there was none.
    @Nullable Place read() {
        try {
            var told = Json.object(Json.read(Files.readAllBytes(file)));
            return new Place(
                    number(told, "records"),
                    number(told, "measures"),
                    number(told, "bytes"),
                    number(told, "checksum"));
        } catch (NoSuchFileException none) {
            return null;
        } catch (IOException | MalformedJsonException strange) {
            throw new FailureException(
                    "%s does not tell how far the import has come: %s; --restart begins anew"
                            .formatted(file, strange.getMessage()));
        }
    }

    /// Replaces what was there, whole or not at all.
    void write(Place place) {
        var told = new LinkedHashMap<String, @Nullable Object>();
        told.put("records", place.records());
        told.put("measures", place.measures());
        told.put("bytes", place.bytes());
        told.put("checksum", place.checksum());
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Path next = file.resolveSibling(file.getFileName() + ".new");
            Files.write(next, Json.write(told).getBytes(StandardCharsets.UTF_8));
            Files.move(
                    next,
                    file,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new FailureException(
                    "how far the import has come cannot be written to %s: %s; --state names another file"
                            .formatted(file, unwritable));
        }
    }

    /// Forgets it.
    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException unwritable) {
            throw new FailureException(file + " cannot be deleted: " + unwritable.getMessage());
        }
    }

    private long number(Map<String, @Nullable Object> told, String name) {
        if (told.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw new FailureException(
                "%s tells no number '%s'; --restart begins anew".formatted(file, name));
    }

    private static String digest(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Java has SHA-256", impossible);
        }
    }
}
