package io.gnocchi.server.api;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a request stands in a trace, as its sender says in the header `traceparent` of the W3C's
/// Trace Context.
///
/// @param traceId 32 hex digits
/// @param spanId of the sender's part in it, 16 hex digits
/// @param sampled whether the sender records it
record TraceParent(String traceId, String spanId, boolean sampled) {
    static final String HEADER = "traceparent";

    /// Versions after the first may have more at the end.
    private static final Pattern FORM =
            Pattern.compile("([\\da-f]{2})-([\\da-f]{32})-([\\da-f]{16})-([\\da-f]{2})(-.*)?");

    private static final String FIRST_VERSION = "00";
    private static final String NO_VERSION = "ff";
    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_SPAN = "0".repeat(16);

    /// What a header says; null when it says nothing, or not in this form.
    static @Nullable TraceParent parse(@Nullable String header) {
        var match = header == null ? null : FORM.matcher(header.strip());
        if (match == null || !match.matches()) {
            return null;
        }
        var version = match.group(1);
        boolean tooLong = version.equals(FIRST_VERSION) && match.group(5) != null;
        boolean empty = match.group(2).equals(NO_TRACE) || match.group(3).equals(NO_SPAN);
        if (version.equals(NO_VERSION) || tooLong || empty) {
            return null;
        }
        boolean sampled = (Integer.parseInt(match.group(4), 16) & 1) == 1;
        return new TraceParent(match.group(2), match.group(3), sampled);
    }
}
