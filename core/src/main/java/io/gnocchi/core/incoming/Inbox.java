package io.gnocchi.core.incoming;

import io.gnocchi.core.model.UnavailableException;
import java.util.List;

/// Where requests hand in their measures.
public final class Inbox {
    public Inbox() {}

    /// Takes the measures of one request and returns once they are durable and acknowledged.
    ///
    /// @throws OverloadedException when the inbox is full; nothing was taken
    /// @throws UnavailableException when they could not be made durable; unknown whether they count
    public void accept(List<Posted> request) {
        if (!request.isEmpty()) {
            throw new UnsupportedOperationException(request.toString());
        }
    }
}
