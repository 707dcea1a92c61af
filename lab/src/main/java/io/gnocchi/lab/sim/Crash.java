package io.gnocchi.lab.sim;

import java.io.Serial;

/// The process of an actor dies here. Not an exception: nothing in the engine may survive it.
final class Crash extends Error {
    @Serial private static final long serialVersionUID = 1;

    Crash() {
        super("crash", null, false, false);
    }
}
