package io.gnocchi.core.query;

import java.io.Serial;

/// Other queries have all memory there is for them; nothing was computed.
public final class BusyException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    public BusyException() {
        super("too many large queries at a time", null, false, false);
    }
}
