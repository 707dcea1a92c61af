package io.gnocchi.core.store;

import java.io.Serial;

/// There is no object under this key: it never was, or it has been deleted.
public final class ObjectMissingException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    public ObjectMissingException(String key) {
        super("there is no object " + key);
    }
}
