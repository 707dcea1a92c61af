package io.gnocchi.server.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// All files of the user interface and the version they make together. A path that holds the
/// version names bytes that never change, so browsers may keep them.
///
/// Sources are sent without their comments and indentation, which a browser has no use for; their
/// lines keep their numbers. Only templates of markup may therefore go over several lines, whose
/// blanks mean nothing.
///
/// The page that is asked for first cannot have the version in its own path; it is found under
/// [#PAGE], and where it names others, `VERSION` stands for the version.
public final class ConsoleFiles {
    public static final String PAGE = "index.html";

    private static final int VERSION_DIGITS = 12;
    private static final String VENDORED = "vendor/";
    private static final Pattern INDENTATION = Pattern.compile("(?m)^[ \\t]+");
    private static final Map<String, Pattern> COMMENTS =
            Map.of(
                    "js", Pattern.compile("(?m)^[ \\t]*//.*$"),
                    "css", Pattern.compile("(?m)^[ \\t]*/\\*.*\\*/$"));
    private static final Map<String, String> CONTENT_TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "json", "application/json",
                    "svg", "image/svg+xml",
                    "md", "text/plain; charset=utf-8",
                    "txt", "text/plain; charset=utf-8");

    private final SortedMap<String, ConsoleFile> files;
    private final String version;

    private ConsoleFiles(SortedMap<String, String> texts) {
        version = version(texts);
        files = new TreeMap<>();
        texts.forEach((path, text) -> files.put(path, file(path, text)));
    }

    /// The files packed with the program.
    public static ConsoleFiles packed() {
        var page = ConsoleFiles.class.getResource("/ui/" + PAGE);
        if (page == null) {
            throw new IllegalStateException("the user interface is not packed with the server");
        }
        try {
            return new ConsoleFiles(texts(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What all the files are together; another when any of them is.
    public String version() {
        return version;
    }

    /// The file under a path such as `pages/status.js`, null when there is none.
    public @Nullable ConsoleFile file(String path) {
        return files.get(path);
    }

    private ConsoleFile file(String path, String text) {
        var suffix = path.substring(path.lastIndexOf('.') + 1);
        var type = CONTENT_TYPES.get(suffix);
        if (type == null) {
            throw new IllegalStateException("nobody knows the content type of " + path);
        }
        return new ConsoleFile(
                type,
                path.equals(PAGE) ? text.replace("VERSION", version) : slim(path, suffix, text));
    }

    private static String slim(String path, String suffix, String text) {
        var comments = COMMENTS.get(suffix);
        if (comments == null || path.startsWith(VENDORED)) {
            return text;
        }
        return INDENTATION.matcher(comments.matcher(text).replaceAll("")).replaceAll("");
    }

    private static SortedMap<String, String> texts(URL page) throws IOException {
        if (page.openConnection() instanceof JarURLConnection jar) {
            try (var files = FileSystems.newFileSystem(path(jar.getJarFileURL()))) {
                return texts(files.getPath("ui"));
            }
        }
        return texts(path(page).resolveSibling(""));
    }

    private static Path path(URL url) {
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the program lies at a strange place: " + url, e);
        }
    }

    private static SortedMap<String, String> texts(Path folder) throws IOException {
        var texts = new TreeMap<String, String>();
        try (var walk = Files.walk(folder)) {
            for (var file : walk.filter(Files::isRegularFile).toList()) {
                var path = folder.relativize(file).toString().replace('\\', '/');
                texts.put(path, Files.readString(file));
            }
        }
        return Collections.unmodifiableSortedMap(texts);
    }

    private static String version(SortedMap<String, String> texts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            texts.forEach((path, text) -> {
                digest.update((path + '\0').getBytes(StandardCharsets.UTF_8));
                digest.update((text + '\0').getBytes(StandardCharsets.UTF_8));
            });
            return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
