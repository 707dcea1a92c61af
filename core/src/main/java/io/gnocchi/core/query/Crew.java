package io.gnocchi.core.query;

import java.util.List;

/// Who fetches: the caller alone, or several threads that somebody else owns.
@FunctionalInterface
public interface Crew {

    /// The caller, one task after the other.
    Crew ALONE = tasks -> tasks.forEach(Runnable::run);

    /// Runs all tasks, in any order and perhaps side by side, and comes back when none is running
    /// any more. Throws what the first failing task threw.
    void run(List<Runnable> tasks);
}
