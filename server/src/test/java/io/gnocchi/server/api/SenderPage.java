package io.gnocchi.server.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// A page of `docs/senders`, whose blocks are for copying.
record SenderPage(String text) {

    static SenderPage read(String name) throws IOException {
        var root = Path.of(System.getProperty("project.root", ".."));
        return new SenderPage(Files.readString(root.resolve("docs/senders/" + name + ".md")));
    }

    /// A block by its name, for a server on a port.
    String block(String name, int port) {
        var pattern = "^```\\w+ " + Pattern.quote(name) + "\n(.*?)^```";
        var matcher = Pattern.compile(pattern, Pattern.DOTALL | Pattern.MULTILINE).matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no block " + name);
        }
        return matcher.group(1).replace(":8041", ":" + port);
    }

    /// A block of variables.
    Map<String, String> variables(String name, int port) {
        var variables = new LinkedHashMap<String, String>();
        for (var line : block(name, port).strip().lines().toList()) {
            int equals = line.indexOf('=');
            variables.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return variables;
    }
}
