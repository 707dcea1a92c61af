package io.gnocchi.server.api;

import io.gnocchi.core.model.Resource;
import io.gnocchi.core.model.Timestamps;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Conditional requests (RFC 7232): the validators of a resource change with its revision.
final class Validators {
    private Validators() {}

    static Map<String, String> headers(Resource resource) {
        var modified =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        resource.revisionStart().atOffset(ZoneOffset.UTC));
        return Map.of("ETag", etag(resource), "Last-Modified", modified);
    }

    /// Whether a GET need not repeat what the client has.
    ///
    /// @throws Problem 412 when the client wants another revision
    static boolean unchanged(Call call, Resource resource) {
        requireExpected(call, resource);
        var noneMatch = call.header("If-None-Match");
        if (noneMatch != null) {
            return lists(noneMatch, resource);
        }
        var since = time(call.header("If-Modified-Since"));
        return since != null && !second(resource).isAfter(since);
    }

    /// For changes.
    ///
    /// @throws Problem 412 when the client wants another revision
    static void requireMatch(Call call, Resource resource) {
        requireExpected(call, resource);
        var noneMatch = call.header("If-None-Match");
        if (noneMatch != null && lists(noneMatch, resource)) {
            throw Problem.of(412);
        }
    }

    private static void requireExpected(Call call, Resource resource) {
        var match = call.header("If-Match");
        var since = time(call.header("If-Unmodified-Since"));
        boolean expected =
                match != null
                        ? lists(match, resource)
                        : since == null || !second(resource).isAfter(since);
        if (!expected) {
            throw Problem.of(412);
        }
    }

    private static boolean lists(String etags, Resource resource) {
        var own = etag(resource);
        return Arrays.stream(etags.split(",", -1))
                .map(String::strip)
                .anyMatch(etag -> etag.equals("*") || etag.equals(own) || etag.equals("W/" + own));
    }

    private static Instant second(Resource resource) {
        return resource.revisionStart().truncatedTo(ChronoUnit.SECONDS);
    }

    /// A date as HTTP writes it; null when absent or unreadable, for such conditions are ignored.
    private static @Nullable Instant time(@Nullable String header) {
        if (header == null) {
            return null;
        }
        try {
            return ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static String etag(Resource resource) {
        var text = resource.id() + Timestamps.resourceText(resource.revisionStart());
        try {
            var digest = MessageDigest.getInstance("SHA-1");
            var bytes = digest.digest(text.getBytes(StandardCharsets.UTF_8));
            return '"' + HexFormat.of().formatHex(bytes) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
