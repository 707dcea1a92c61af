package io.gnocchi.lab.outside;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/// Servers that share their data, and the ways to hurt them.
interface Deployment extends AutoCloseable {
    /// Starts all of it and waits until it answers.
    void start() throws IOException, InterruptedException;

    /// The servers that take requests.
    List<Server> servers();

    /// What can be done to it here.
    Set<Fault> faults();

    /// Hurts it, waits, and heals it.
    ///
    /// @return what to wait for now
    Recovery hurt(Fault fault) throws IOException, InterruptedException;

    /// Lets small troubles go on, or no longer.
    void drizzle(boolean on);

    /// From now on nothing is folded, until [#fold()].
    ///
    /// @return false when a process did not end by itself when it was asked to
    boolean quiet() throws IOException, InterruptedException;

    void fold() throws IOException, InterruptedException;

    /// Lines for the report about what was done to requests and connections.
    List<String> account();

    @Override
    void close() throws IOException;

    /// A process that takes requests.
    record Server(LiveProcess process, Api api) {}
}
