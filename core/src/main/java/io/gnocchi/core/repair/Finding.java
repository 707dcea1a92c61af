package io.gnocchi.core.repair;

import io.gnocchi.core.manifest.SetAside;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a look at a deployment has found.
public sealed interface Finding {

    /// An object that is needed and not there.
    ///
    /// @param neededFor a phrase
    record Missing(String key, String neededFor) implements Finding {}

    /// Bytes that are not what was written.
    ///
    /// @param sack whose data they are; null when the whole object is concerned
    /// @param metric whose data they are; null when it may be any of the sack
    record Damaged(String key, @Nullable Integer sack, @Nullable UUID metric, String why)
            implements Finding {}

    /// An object and the manifest tell different things.
    record Disagreement(String key, String what) implements Finding {}

    /// Data of metrics that the index does not know.
    ///
    /// @param count how many metrics
    /// @param example one of them
    record UnknownMetrics(String key, int sack, int count, UUID example) implements Finding {}

    /// Measures set aside until an operator has judged.
    record Waiting(SetAside mark) implements Finding {}

    /// Measures of a verdict that the next fold carries out.
    record Judged(SetAside mark) implements Finding {}

    /// An object nothing refers to. It is deleted when it is old enough.
    record Orphan(String key, long sizeBytes) implements Finding {}

    /// An object that is deleted when the readers are done that may still know it.
    record Condemned(String key, long sizeBytes) implements Finding {}

    /// Whether somebody has to do something about it.
    default boolean isTrouble() {
        return switch (this) {
            case Missing _, Damaged _, Disagreement _, UnknownMetrics _, Waiting _ -> true;
            case Judged _, Orphan _, Condemned _ -> false;
        };
    }

    /// One line for the operator.
    default String text() {
        return switch (this) {
            case Missing(var key, var neededFor) ->
                    "missing      %s: needed for %s".formatted(key, neededFor);
            case Damaged(var key, var sack, var metric, var why) ->
                    "damaged      %s%s%s: %s"
                            .formatted(
                                    key,
                                    sack == null ? "" : " sack " + sack,
                                    metric == null ? "" : " metric " + metric,
                                    why);
            case Disagreement(var key, var what) -> "disagrees    %s: %s".formatted(key, what);
            case UnknownMetrics(var key, var sack, var count, var example) ->
                    "unknown      %s sack %d: %d metrics the index does not know, such as %s"
                            .formatted(key, sack, count, example);
            case Waiting(var mark) -> "set aside    " + text(mark);
            case Judged(var mark) ->
                    "set aside    %s; next fold: %s".formatted(text(mark), mark.verdict());
            case Orphan(var key, var size) -> "orphan       %s: %d bytes".formatted(key, size);
            case Condemned(var key, var size) -> "condemned    %s: %d bytes".formatted(key, size);
        };
    }

    private static String text(SetAside mark) {
        return "%s sack %d in %s: %d bytes since %s: %s"
                .formatted(
                        mark.metric() == null ? "unknown metrics" : "metric " + mark.metric(),
                        mark.sack(),
                        mark.key(),
                        mark.bytes(),
                        mark.since(),
                        mark.reason());
    }
}
