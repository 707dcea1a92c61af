package io.gnocchi.server.api;

import io.gnocchi.server.otlp.OtlpMessages;
import io.gnocchi.server.wire.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers as OTLP's exporters understand them, in the form in which they ask.
final class OtlpAnswers {
    static final String PROTOBUF = "application/x-protobuf";
    static final String JSON = "application/json";

    private static final String GRPC = "application/grpc";
    private static final List<String> HTTP_PATH = Route.segments(OtlpRoutes.HTTP_PATH);

    /// Exporters log it, and headers have limits.
    private static final int MAX_MESSAGE_LENGTH = 1000;

    private OtlpAnswers() {}

    /// What became of a request.
    ///
    /// @param refused how many points were not taken
    /// @param reason why the first of them was not; empty when all were taken
    record Outcome(int refused, String reason) {}

    static Reply protobuf(Outcome outcome) {
        return Reply.octets(200, PROTOBUF, message(outcome));
    }

    static Reply grpc(Outcome outcome) {
        return grpc(GrpcFrame.of(message(outcome)), Map.of("grpc-status", "0"));
    }

    private static Reply grpc(byte[] frames, Map<String, String> trailers) {
        return new Reply(200, Map.of(), new Reply.Body.Octets(GRPC, frames, trailers));
    }

    private static byte[] message(Outcome outcome) {
        return OtlpMessages.exported(outcome.refused(), cut(outcome.reason()));
    }

    static Reply json(Outcome outcome) {
        return Reply.ok(json -> write(json, outcome));
    }

    private static void write(JsonWriter json, Outcome outcome) {
        json.beginObject();
        if (outcome.refused() > 0) {
            json.name("partialSuccess").beginObject();
            json.name("rejectedDataPoints").value(String.valueOf(outcome.refused()));
            json.name("errorMessage").value(cut(outcome.reason()));
            json.endObject();
        }
        json.endObject();
    }

    /// A problem, told to one who speaks protocol buffers or gRPC; null to anybody else.
    static @Nullable Reply refusal(Problem problem, HttpRequest request) {
        var mediaType = mediaType(request);
        int code = code(problem.status());
        if (isGrpc(mediaType)) {
            var trailers =
                    Map.of(
                            "grpc-status", String.valueOf(code),
                            "grpc-message", encoded(text(problem)));
            return grpc(new byte[0], trailers);
        }
        if (mediaType.equals(PROTOBUF) && Route.segments(request.path()).equals(HTTP_PATH)) {
            var status = OtlpMessages.status(code, text(problem));
            return Reply.octets(problem.status(), PROTOBUF, status).with(problem.headers());
        }
        return null;
    }

    private static String mediaType(HttpRequest request) {
        var type = request.headers().apply("Content-Type");
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    static boolean isGrpc(String mediaType) {
        return mediaType.equals(GRPC) || mediaType.startsWith(GRPC + "+");
    }

    private static String text(Problem problem) {
        var text = problem.text();
        return cut(text.isEmpty() ? Statuses.title(problem.status()) : text);
    }

    /// gRPC's code for a status. Exporters try again on 14; on 8, which would suit 429, they do not
    /// unless they are told when.
    private static int code(int status) {
        return switch (status) {
            case 401 -> 16;
            case 403 -> 7;
            case 404, 405, 415 -> 12;
            case 409 -> 9;
            case 413 -> 8;
            case 429, 503 -> 14;
            default -> status < 500 ? 3 : 13;
        };
    }

    /// What is not printable ASCII, and per cents, as gRPC wants them in a header.
    private static String encoded(String text) {
        var encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet >= ' ' && octet < 0x7f && octet != '%') {
                encoded.append((char) octet);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", octet & 0xff));
            }
        }
        return encoded.toString();
    }

    private static String cut(String text) {
        return text.length() <= MAX_MESSAGE_LENGTH ? text : text.substring(0, MAX_MESSAGE_LENGTH);
    }
}
