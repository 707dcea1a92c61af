package io.gnocchi.server.injector;

import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.UnavailableException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Where the load goes. Several threads may post at a time.
public interface Target {
    /// How many metrics are created in one go.
    int CREATED_AT_ONCE = 1_000;

    /// Creates metrics, [#CREATED_AT_ONCE] at most.
    ///
    /// @throws InjectionException when the target refuses them
    /// @throws UnavailableException when it fails
    List<UUID> create(int count, String archivePolicy) throws InterruptedException;

    /// Posts measures of metrics that were created here; they are durable when it returns.
    ///
    /// @return whether they were taken; otherwise there is too much, and nothing was
    /// @throws InjectionException when the target refuses them for ever
    /// @throws UnavailableException when it fails
    boolean post(Map<UUID, Measures> measures) throws InterruptedException;

    /// Folds what waits, if that is possible from here; else it is up to others.
    void fold();

    /// How much of anybody is accepted and not folded yet: pairs of request and metric.
    long waiting() throws InterruptedException;
}
