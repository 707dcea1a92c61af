package io.gnocchi.server.api;

import io.gnocchi.server.wire.Json;
import io.gnocchi.server.wire.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Requests and the answers they should get, read from a plain file:
///
/// ```
/// == what this exchange shows
/// POST /v1/metric as admin
/// Accept: text/html
///
/// {"name": "cpu"}
/// -- 201
/// Location: http://{{host}}/v1/metric/{{id}}
///
/// {"id": "{{id}}", "name": "cpu"}
/// ```
///
/// A body line `~ text` wants the answer to contain the text. In JSON, members not named may be
/// there too; a text or header part `{{name}}` takes what it finds the first time and stands for it
/// later.
///
/// @param exchanges in order
record Conversation(List<Exchange> exchanges) {

    /// A header line.
    record Header(String name, String value) {}

    /// One request and its answer.
    ///
    /// @param user null for nobody; `alice`, or `alice@project+role` where callers have projects
    /// @param body empty for none
    /// @param expected JSON, or null when anything will do
    /// @param parts texts the answer contains
    record Exchange(
            String title,
            String method,
            String target,
            @Nullable String user,
            List<Header> headers,
            String body,
            int status,
            List<Header> expectedHeaders,
            @Nullable Json expected,
            List<String> parts) {}

    static Conversation read(Path file) throws IOException {
        var exchanges = new ArrayList<Exchange>();
        for (var block : Files.readString(file).split("(?m)^== ", -1)) {
            if (!block.isBlank() && !block.startsWith("#")) {
                exchanges.add(exchange(block));
            }
        }
        return new Conversation(exchanges);
    }

    private static Exchange exchange(String block) {
        var halves = block.split("(?m)^-- ", 2);
        var asking = halves[0].split("\n", 2);
        var request = asking[1].split("\n", 2);
        var words = request[0].split(" ", -1);
        var question = headAndBody(request[1]);
        var answer = halves[1].split("\n", 2);
        var reply = headAndBody(answer[1]);
        var parts = reply[1].lines().filter(line -> line.startsWith("~ ")).toList();
        var json = reply[1].lines().filter(line -> !line.startsWith("~ ")).toList();
        var document = String.join("\n", json).strip();
        return new Exchange(
                asking[0].strip(),
                words[0],
                words[1],
                words.length > 3 ? words[3] : null,
                headers(question[0]),
                question[1].strip(),
                Integer.parseInt(answer[0].strip()),
                headers(reply[0]),
                document.isEmpty() ? null : json(document),
                parts.stream().map(part -> part.substring(2)).toList());
    }

    static Json json(String document) {
        return JsonReader.read(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
    }

    private static String[] headAndBody(String text) {
        var halves = ("\n" + text).split("\n\n", 2);
        return new String[] {halves[0], halves.length > 1 ? halves[1] : ""};
    }

    private static List<Header> headers(String head) {
        return head.lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.split(":", 2))
                .map(parts -> new Header(parts[0].strip(), parts[1].strip()))
                .toList();
    }
}
