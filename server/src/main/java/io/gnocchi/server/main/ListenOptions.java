package io.gnocchi.server.main;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the REST API listens.
final class ListenOptions {
    @Option(names = "--host", paramLabel = "HOST", description = "Address to listen on.")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on.")
    private @Nullable Integer port;

    /// What was said here, as options of the configuration.
    SortedMap<String, String> overrides() {
        var overrides = new TreeMap<String, String>();
        if (host != null) {
            overrides.put("api.host", host);
        }
        if (port != null) {
            overrides.put("api.port", port.toString());
        }
        return overrides;
    }
}
