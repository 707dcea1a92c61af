package io.gnocchi.lab.ways;

import io.gnocchi.lab.bench.ProcessTree;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// The server that is measured.
///
/// @param process its id
record Served(HttpClient client, String address, long process) {
    private static final long REST_NANOS = 2_000_000_000L;

    /// Seldom enough that being asked is no work to speak of.
    private static final Duration REST_STEP = Duration.ofMillis(500);

    private static final long PATIENCE_NANOS = 120_000_000_000L;

    double cpuSeconds() throws IOException {
        return ProcessTree.cpuSeconds(process);
    }

    /// A number of `/metrics` for one protocol.
    ///
    /// @return 0 when it does not tell it
    long told(String name, String protocol) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(address + "/metrics")).build();
        try {
            var begin = "%s{protocol=\"%s\"}".formatted(name, protocol);
            return client.send(request, BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(begin))
                    .mapToLong(
                            line -> (long) Double.parseDouble(line.substring(begin.length() + 1)))
                    .sum();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    long accepted(String protocol) throws IOException {
        return told("gnocchi_measures_accepted_total", protocol);
    }

    /// Waits until nothing more of a protocol is acknowledged, though nothing stands in its way.
    ///
    /// @return when the last was, by [System#nanoTime()]
    long awaitRest(String protocol) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        long before = -1;
        long changed = System.nanoTime();
        while (System.nanoTime() - changed < REST_NANOS) {
            long now = accepted(protocol);
            if (now != before) {
                before = now;
                changed = System.nanoTime();
            }
            if (changed > end) {
                throw new IllegalStateException(protocol + " does not come to rest");
            }
            Thread.sleep(REST_STEP);
        }
        return changed;
    }
}
