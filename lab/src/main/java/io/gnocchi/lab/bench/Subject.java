package io.gnocchi.lab.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// A server that is measured.
///
/// @param name what tables call it
/// @param base its address, without a slash at the end
/// @param processes the roots of its process trees, whose CPU time counts
/// @param folders those of them that do nothing but fold
record Subject(
        String name, String base, List<Long> processes, List<Long> folders, HttpClient client) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /// A request, made before the clock starts.
    record Call(String method, String path, byte[] body, String type) {
        static final String JSON = "application/json";

        static Call get(String path) {
            return new Call("GET", path, new byte[0], JSON);
        }

        static Call post(String path, String json) {
            return new Call("POST", path, json.getBytes(StandardCharsets.UTF_8), JSON);
        }
    }

    /// @return the body of the answer
    /// @throws IOException also when it is not a success
    String send(Call call) throws IOException {
        var request =
                HttpRequest.newBuilder(URI.create(base + call.path()))
                        .timeout(PATIENCE)
                        .header("Authorization", "Basic YWRtaW46")
                        .header("Content-Type", call.type())
                        .method(call.method(), BodyPublishers.ofByteArray(call.body()));
        if (call.type().equals(RemoteWrite.TYPE)) {
            request.header("Content-Encoding", "snappy");
        }
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IOException(
                        "%s %s: %d %s"
                                .formatted(
                                        call.method(),
                                        call.path(),
                                        answer.statusCode(),
                                        answer.body()));
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /// CPU time its processes have used so far; unlike wall time it hardly depends on what else the
    /// machine does.
    double cpuSeconds() throws IOException {
        double seconds = 0;
        for (long process : processes) {
            seconds += ProcessTree.cpuSeconds(process);
        }
        return seconds;
    }

    /// Stops what folds, so that accepting is measured alone. Nothing is stopped where a server
    /// does both in one process.
    void holdFolding() throws IOException {
        for (long folder : folders) {
            ProcessTree.signal(folder, "STOP");
        }
    }

    void letFold() throws IOException {
        for (long folder : folders) {
            ProcessTree.signal(folder, "CONT");
        }
    }
}
