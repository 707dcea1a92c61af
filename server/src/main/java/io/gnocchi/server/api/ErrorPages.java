package io.gnocchi.server.api;

import io.gnocchi.server.wire.JsonWriter;

/// Problems as answers: JSON whenever the client can read it, else a page or plain text.
final class ErrorPages {
    private ErrorPages() {}

    static Reply reply(Problem problem, MediaRanges accept, String requestId) {
        return new Reply(problem.status(), problem.headers(), body(problem, accept, requestId));
    }

    private static Reply.Body body(Problem problem, MediaRanges accept, String requestId) {
        if (accept.admits("application", "json")) {
            return new Reply.Body.Json(json -> write(json, problem, requestId), false);
        }
        var heading = problem.status() + " " + Statuses.title(problem.status());
        var explanation = Statuses.explanation(problem.status());
        if (accept.admits("text", "html")) {
            var page = page(heading, explanation, escaped(problem.text()));
            return new Reply.Body.Text("text/html; charset=UTF-8", page);
        }
        var text = heading + "\n\n" + explanation + "\n" + problem.text();
        return new Reply.Body.Text("text/plain; charset=UTF-8", text);
    }

    private static String page(String heading, String explanation, String detail) {
        return """
        <html>
         <head>
          <title>%1$s</title>
         </head>
         <body>
          <h1>%1$s</h1>
          %2$s<br /><br />
        %3$s

         </body>
        </html>\
        """
                .formatted(heading, explanation, detail);
    }

    /// What clients of Gnocchi read (`code`, `title`, `description`), then the members of RFC 9457.
    private static void write(JsonWriter json, Problem problem, String requestId) {
        var title = Statuses.title(problem.status());
        var explanation = Statuses.explanation(problem.status());
        var text = problem.text();
        json.beginObject();
        json.name("code").value(problem.status());
        json.name("title").value(title);
        json.name("description").tree(problem.description());
        json.name("type").value("about:blank");
        json.name("status").value(problem.status());
        json.name("detail").value(text.isEmpty() ? explanation : explanation + " " + text);
        json.name("message").value(text.isEmpty() ? explanation : text);
        json.name("request_id").value(requestId);
        problem.members().forEach((name, member) -> json.name(name).value(member));
        json.endObject();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
