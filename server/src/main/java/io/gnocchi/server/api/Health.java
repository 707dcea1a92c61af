package io.gnocchi.server.api;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the health is told.
///
/// @param path where it is asked
/// @param detailed whether more than good or bad is told
/// @param disablingFile while it is there the health is bad; null for none
/// @param sources addresses that are answered; none for all
/// @param ignoresProxied whether requests that come through a proxy are not answered
public record Health(
        String path,
        boolean detailed,
        @Nullable Path disablingFile,
        List<AddressRange> sources,
        boolean ignoresProxied) {

    /// Good while it is asked.
    public static final Health PLAIN = new Health("/healthcheck", false, null, List.of(), false);

    // Spelled out, for a compact constructor loses `@Nullable` in its class file.
    public Health(
            String path,
            boolean detailed,
            @Nullable Path disablingFile,
            List<AddressRange> sources,
            boolean ignoresProxied) {
        this.path = path;
        this.detailed = detailed;
        this.disablingFile = disablingFile;
        this.sources = List.copyOf(sources);
        this.ignoresProxied = ignoresProxied;
    }
}
