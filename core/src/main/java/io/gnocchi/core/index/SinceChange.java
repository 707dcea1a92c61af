package io.gnocchi.core.index;

import io.gnocchi.core.model.UnavailableException;
import java.util.function.Supplier;

/// What is remembered of metrics until one of them is changed or deleted: everything then is
/// forgotten. Whether that happened is one small question to the index, put once for all who ask at
/// the same time.
///
/// @param <M> what remembers; used by several threads at once
public final class SinceChange<M> {
    private final SharedQuestion<Long> changed;
    private final Supplier<M> empty;
    private volatile State<M> state;

    private record State<M>(long changes, M memory) {}

    public SinceChange(Index index, Supplier<M> empty) {
        changed = new SharedQuestion<>(index::metricChanges);
        this.empty = empty;
        state = new State<>(Long.MIN_VALUE, empty.get());
    }

    /// What was remembered since the last change. To be called before the index is asked for what
    /// is to be remembered there: what changes later is seen later.
    ///
    /// @throws UnavailableException when the index failed
    public M memory() {
        long changes = changed.ask();
        var last = state;
        if (last.changes != changes) {
            last = new State<>(changes, empty.get());
            state = last;
        }
        return last.memory;
    }
}
