package io.gnocchi.core.model;

import java.io.Serial;

/// Carries a [Refusal] up to whoever answers the caller.
public final class RefusedException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.toString(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
