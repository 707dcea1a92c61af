package io.gnocchi.lab.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/// A server that is measured.
final class Subject {
    private final String name;
    private final URI base;
    private final List<Long> processes;
    private final List<Long> folders;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

    /// @param name what tables call it
    /// @param base its address, without a slash at the end
    /// @param processes the roots of its process trees, whose CPU time counts
    /// @param folders those of them that do nothing but fold
    Subject(String name, String base, List<Long> processes, List<Long> folders) {
        this.name = name;
        this.base = URI.create(base);
        this.processes = processes;
        this.folders = folders;
    }

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

    String name() {
        return name;
    }

    /// @return the body of the answer
    /// @throws IOException also when it is not a success
    String ask(Call call) throws IOException {
        return answer(call).text();
    }

    /// @throws IOException also when the answer is not a success
    void send(Call call) throws IOException {
        var _ = answer(call);
    }

    private Connection.Answer answer(Call call) throws IOException {
        while (true) {
            var known = idle.poll();
            var connection = known == null ? new Connection(base) : known;
            var answer = connection.send(call);
            if (connection.isKept()) {
                idle.push(connection);
            } else {
                connection.close();
            }
            if (answer != null) {
                return successful(call, answer);
            }
        }
    }

    private static Connection.Answer successful(Call call, Connection.Answer answer)
            throws IOException {
        if (answer.status() >= 300) {
            throw new IOException(
                    "%s %s: %d %s"
                            .formatted(call.method(), call.path(), answer.status(), answer.text()));
        }
        return answer;
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
