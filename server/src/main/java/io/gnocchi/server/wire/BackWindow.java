package io.gnocchi.server.wire;

import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far behind the newest block measures are still taken, as a client wrote it.
sealed interface BackWindow {

    /// A number of blocks.
    record Blocks(int count) implements BackWindow {}

    /// A length of time such as `1 hour`, which is as many blocks as cover it.
    record Span(long nanos) implements BackWindow {}

    /// The member `back_window`, or null when absent. A number is a number of blocks, also as text.
    static @Nullable BackWindow read(Members members) {
        var path = members.pathOf("back_window");
        if (members.get("back_window") instanceof Json.Text(var text)
                && PythonNumber.parse(text) == null) {
            return new Span(span(text, path));
        }
        var count = members.integer("back_window", 0);
        return count == null ? null : new Blocks(count);
    }

    private static long span(String text, JsonPath path) {
        long nanos;
        try {
            nanos = Timespan.signedNanos(text);
        } catch (IllegalArgumentException _) {
            throw path.wrong("expected int");
        }
        if (nanos < 0) {
            throw path.wrong("value must be at least 0");
        }
        return nanos;
    }

    /// The number of blocks of a policy with this definition. The mutable window must be a length
    /// of time nanoseconds can say.
    ///
    /// @param path where it was written
    default int blocks(List<Retention> definition, JsonPath path) {
        long block = definition.stream().mapToLong(r -> r.granularity().nanos()).max().orElse(1);
        long count =
                switch (this) {
                    case Blocks(var blocks) -> blocks;
                    case Span(var nanos) -> Math.ceilDiv(nanos, block);
                };
        if (count > Math.min(Integer.MAX_VALUE, Long.MAX_VALUE / block - 2)) {
            throw path.wrong("value is too large");
        }
        return (int) count;
    }
}
