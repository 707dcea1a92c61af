package io.gnocchi.core.store;

/// How the engine waits between attempts. A process sleeps, perhaps a little longer or shorter so
/// that not all come back at once; the simulator moves its clock.
@FunctionalInterface
public interface Pause {
    /// Returns after about so many nanoseconds.
    ///
    /// @throws io.gnocchi.core.model.UnavailableException when the waiting was interrupted
    void pause(long nanos);
}
