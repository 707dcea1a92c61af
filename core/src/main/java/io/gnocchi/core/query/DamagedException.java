package io.gnocchi.core.query;

import java.io.Serial;

/// Data that belong to the answer cannot be read, or were set aside. Less than everything would be
/// a wrong answer, and asking again does not help: an operator has to look.
public final class DamagedException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    /// @param what is damaged and why, a clause for operators
    public DamagedException(String what) {
        super(
                "Data of this answer are damaged; an operator has to run gnocchi-check. Found: "
                        + what);
    }
}
