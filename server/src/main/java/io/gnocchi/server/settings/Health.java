package io.gnocchi.server.settings;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the health of the API is told.
///
/// @param path where it is asked
/// @param disablingFile while it is there the health is bad; null for none
/// @param sources ranges of addresses that are answered, as `10.0.0.0/8`; none for all
/// @param ignoresProxied whether requests that come through a proxy are not answered
public record Health(
        String path,
        boolean detailed,
        @Nullable Path disablingFile,
        List<String> sources,
        boolean ignoresProxied) {
    public Health(
            String path,
            boolean detailed,
            @Nullable Path disablingFile,
            List<String> sources,
            boolean ignoresProxied) {
        this.path = path;
        this.detailed = detailed;
        this.disablingFile = disablingFile;
        this.sources = List.copyOf(sources);
        this.ignoresProxied = ignoresProxied;
    }
}
