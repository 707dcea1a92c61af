package io.gnocchi.lab.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A Java file as lines of code, without comments and without what stands in strings.
///
/// @param name how a reader finds it: its path inside the project
/// @param packageName empty when the file names none, as `module-info.java`
record SourceFile(String name, String packageName, List<String> lines) {
    private static final Pattern PACKAGE =
            Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);

    SourceFile {
        lines = List.copyOf(lines);
    }

    /// From the text of a file.
    static SourceFile of(String name, String text) {
        Matcher matcher = PACKAGE.matcher(text);
        String packageName = matcher.find() ? matcher.group(1) : "";
        return new SourceFile(name, packageName, codeOf(text));
    }

    /// All Java files below a folder of the project, by name.
    static List<SourceFile> below(Path root, String folder) {
        try (var paths = Files.walk(root.resolve(folder))) {
            var files = new ArrayList<SourceFile>();
            for (Path path : paths.filter(p -> p.toString().endsWith(".java")).sorted().toList()) {
                files.add(of(root.relativize(path).toString(), Files.readString(path)));
            }
            return files;
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the sources below " + folder, e);
        }
    }

    /// The project's folder: the nearest one around the tests with the plan in it.
    static Path projectRoot() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("ARCHITECTURE.md"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException("no ARCHITECTURE.md around " + Path.of(""));
            }
            folder = parent;
        }
        return folder;
    }

    /// What is left without `//` comments (the only kind here) and without what stands in strings.
    private static List<String> codeOf(String text) {
        return text.lines().map(SourceFile::codeOfLine).toList();
    }

    private static String codeOfLine(String line) {
        var code = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (!quoted && line.startsWith("//", i)) {
                break;
            }
            if (c == '"') {
                quoted = !quoted;
            }
            if (!quoted || c == '"') {
                code.append(c);
            }
            if (c == '\\') {
                i++;
            }
        }
        return code.toString();
    }
}
