package io.gnocchi.client.records;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file of measures, read record by record.
public interface Records {
    /// The measures of the next record, perhaps none; null at the end.
    ///
    /// Throws [BadRecordException] when the record makes no sense; the next call goes on behind it.
    @Nullable List<Measured> next() throws IOException;
}
