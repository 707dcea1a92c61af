package io.gnocchi.core.segment;

import io.gnocchi.core.store.CorruptObjectException;
import java.util.function.LongPredicate;

/// A metric's record as it is stored. A few stored bytes can stand for very many points, so they
/// are decoded when somebody has room for them, and only so many.
public final class StoredRecord {
    private final String key;
    private final Decode decode;

    /// Decodes a record.
    @FunctionalInterface
    interface Decode {
        /// @param mostPoints there may be
        /// @param history asked, with the number of its points, whether it is wanted
        MetricRecord of(long mostPoints, LongPredicate history);
    }

    StoredRecord(String key, Decode decode) {
        this.key = key;
        this.decode = decode;
    }

    /// The segment it stands in.
    public String key() {
        return key;
    }

    /// @param mostPoints raw ones and those of the history there may be
    /// @throws TooManyPointsException when there are more; nothing was decoded
    /// @throws CorruptObjectException when it is not what was written
    public MetricRecord decode(long mostPoints) {
        return decode.of(mostPoints, _ -> true);
    }

    /// The record without its history.
    ///
    /// @param mostPoints raw ones there may be
    /// @throws TooManyPointsException when there are more; nothing was decoded
    /// @throws CorruptObjectException when it is not what was written
    public MetricRecord decodeWithoutHistory(long mostPoints) {
        return decode.of(mostPoints, _ -> false);
    }

    /// @param history is asked, before so many points are decoded, whether they are wanted
    /// @throws CorruptObjectException when it is not what was written
    MetricRecord decode(LongPredicate history) {
        return decode.of(Long.MAX_VALUE, history);
    }
}
