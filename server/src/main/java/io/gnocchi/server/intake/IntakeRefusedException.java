package io.gnocchi.server.intake;

import java.io.Serial;

/// Something foreign is not taken.
public final class IntakeRefusedException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    private final transient IntakeRefusal refusal;

    public IntakeRefusedException(IntakeRefusal refusal) {
        super(refusal.reason(), null, false, false);
        this.refusal = refusal;
    }

    public static IntakeRefusedException malformed(String where, String reason) {
        return new IntakeRefusedException(new IntakeRefusal.Malformed(where, reason));
    }

    static IntakeRefusedException tooLarge(String reason) {
        return new IntakeRefusedException(new IntakeRefusal.TooLarge(reason));
    }

    public IntakeRefusal refusal() {
        return refusal;
    }
}
