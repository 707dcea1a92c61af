package io.gnocchi.client.main;

import io.gnocchi.client.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// A run of usual commands against a server that answers the same to everybody, while Java is told
/// to remember what it loads; so the next start is short. `make client` does it.
public final class Rehearsal {
    private static final String ID = "6f0eb19d-7a3c-4e5b-9f77-0d3b1f6f2a11";
    private static final List<String> USUAL =
            List.of(
                    "--version",
                    "status",
                    "server version",
                    "capabilities list",
                    "resource list",
                    "resource list -f json",
                    "resource list -f csv --sort-column id",
                    "resource search x=1 -f value",
                    "resource show a",
                    "resource show a -f shell",
                    "resource create a -n b",
                    "resource update a -a c:d",
                    "resource delete a",
                    "metric list --limit 2",
                    "metric create -a low",
                    "metric show " + ID,
                    "measures add -m now@3 " + ID,
                    "measures add -r a -m 2024-05-01T12:00@3 b",
                    "measures show " + ID,
                    "measures show -f yaml " + ID,
                    "measures show --start 2024-05-01 --plot " + ID,
                    "archive-policy list",
                    "archive-policy show low -f yaml",
                    "archive-policy-rule list",
                    "resource-type list",
                    "resource-type show generic",
                    "help measures show",
                    "metric shwo");

    private static final Map<String, String> ANSWERS =
            Map.of(
                    "/measures",
                    "[[\"2024-05-01T12:00:00+00:00\",300.0,1.5],[\"2024-05-01T12:05:00+00:00\",300.0,2.5]]",
                    "/v1/resource/generic?",
                    "[{\"id\":\""
                            + ID
                            + "\",\"type\":\"generic\",\"metrics\":{\"b\":\""
                            + ID
                            + "\"}}]",
                    "/v1/search",
                    "[]",
                    "/v1/archive_policy/ ",
                    "[{\"name\":\"low\",\"back_window\":0,\"definition\":[{\"points\":1}],\"aggregation_methods\":[\"mean\"]}]",
                    "/v1/archive_policy_rule/ ",
                    "[{\"name\":\"a\",\"archive_policy_name\":\"low\",\"metric_pattern\":\"*\"}]",
                    "/v1/resource_type/ ",
                    "[{\"name\":\"generic\",\"attributes\":{\"a\":{\"type\":\"string\"}},\"state\":\"active\"}]",
                    "/v1/metric?",
                    "[{\"id\":\""
                            + ID
                            + "\",\"archive_policy\":{\"name\":\"low\"},\"name\":null}]");
    private static final String ANYTHING_ELSE =
            "{\"id\":\""
                    + ID
                    + "\",\"name\":\"low\",\"build\":\"4.7.0\",\"metrics\":{},\"attributes\":{},"
                    + "\"definition\":[{\"points\":1}],\"aggregation_methods\":[\"mean\"],\"archive_policy\":{\"name\":\"low\"},"
                    + "\"resource\":{\"id\":\"a\"},\"storage\":{\"summary\":{\"metrics\":0,\"measures\":0}}}";

    private Rehearsal() {}

    /// Runs the usual commands.
    public static void main(String[] arguments) throws IOException {
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> serve(server));
            String endpoint = "http://127.0.0.1:" + server.getLocalPort();
            // The streams of the real program: its first class is remembered too.
            PrintStream out = Main.stream(FileDescriptor.out);
            PrintStream err = Main.stream(FileDescriptor.err);
            var environment = Map.of("GNOCCHI_ENDPOINT", endpoint, "COLUMNS", "80");
            for (boolean people : List.of(true, false)) {
                var terminal = new Terminal(out, err, people, people, environment);
                for (String usual : USUAL) {
                    var nothing = new ByteArrayInputStream(new byte[0]);
                    new Program(terminal, nothing, environment).run(List.of(usual.split(" ", -1)));
                }
            }
        }
        System.exit(0);
    }

    private static void serve(ServerSocket server) {
        while (true) {
            try (Socket socket = server.accept()) {
                answer(socket);
            } catch (IOException over) {
                if (server.isClosed()) {
                    return;
                }
            }
        }
    }

    private static void answer(Socket socket) throws IOException {
        var request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                return;
            }
            request.append((char) next);
        }
        String line = request.substring(0, request.indexOf("\r\n"));
        String body =
                line.startsWith("POST") && !line.contains("/v1/search")
                        ? ANYTHING_ELSE
                        : ANSWERS.entrySet().stream()
                                .filter(answer -> line.contains(answer.getKey()))
                                .map(Map.Entry::getValue)
                                .findFirst()
                                .orElse(ANYTHING_ELSE);
        socket.getOutputStream()
                .write(
                        ("HTTP/1.1 200 OK\r\n"
                                        + "Content-Type: application/json\r\n"
                                        + "Connection: close\r\n"
                                        + "Content-Length: "
                                        + body.length()
                                        + "\r\n\r\n"
                                        + body)
                                .getBytes(StandardCharsets.UTF_8));
    }
}
