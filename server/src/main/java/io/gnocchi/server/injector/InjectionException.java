package io.gnocchi.server.injector;

import java.io.Serial;

/// The target does not take the load, and will not: a sentence for the operator.
public final class InjectionException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    InjectionException(String message) {
        super(message);
    }
}
