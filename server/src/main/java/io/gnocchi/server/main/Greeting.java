package io.gnocchi.server.main;

import io.gnocchi.server.settings.Settings;
import io.gnocchi.server.settings.Storage;

/// What someone who just started the server wants to know.
final class Greeting {
    private Greeting() {}

    /// @param port where the API listens
    static String of(Settings settings, int port) {
        var url = "http://%s:%d".formatted(reachable(settings.api().host()), port);
        return """

        Gnocchi is at   %s
        See it          %s/ui/
        Measures are in %s
        The index is in %s
        Try             gnocchi --user admin --endpoint %s status
        or              curl -u admin: %s/v1/status
        """
                .formatted(url, url, place(settings.storage()), index(settings), url, url);
    }

    private static String place(Storage storage) {
        return switch (storage) {
            case Storage.Files(var base) -> base.toString();
            case Storage.S3 s3 -> "the bucket " + s3.bucket();
        };
    }

    private static String index(Settings settings) {
        return settings.indexer().database().jdbcUrl().replaceFirst("^jdbc:(sqlite:)?", "");
    }

    /// An address to listen on, as one to talk to.
    static String reachable(String host) {
        if (host.equals("0.0.0.0") || host.equals("::")) {
            return "127.0.0.1";
        }
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
