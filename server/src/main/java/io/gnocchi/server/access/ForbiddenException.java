package io.gnocchi.server.access;

import java.io.Serial;

/// A rule does not let the caller pass.
public final class ForbiddenException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    public ForbiddenException(Rule rule) {
        super(rule.text(), null, false, false);
    }
}
