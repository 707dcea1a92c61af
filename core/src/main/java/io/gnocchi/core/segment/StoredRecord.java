package io.gnocchi.core.segment;

import io.gnocchi.core.store.CorruptObjectException;
import java.util.function.LongFunction;

/// A metric's record as it is stored. A few stored bytes can stand for very many points, so they
/// are decoded when somebody has room for them, and only so many.
public final class StoredRecord {
    private final String key;
    private final LongFunction<MetricRecord> decode;

    StoredRecord(String key, LongFunction<MetricRecord> decode) {
        this.key = key;
        this.decode = decode;
    }

    /// The segment it stands in.
    public String key() {
        return key;
    }

    /// @param mostPoints raw points there may be
    /// @throws TooManyPointsException when there are more; nothing was decoded
    /// @throws CorruptObjectException when it is not what was written
    public MetricRecord decode(long mostPoints) {
        return decode.apply(mostPoints);
    }
}
