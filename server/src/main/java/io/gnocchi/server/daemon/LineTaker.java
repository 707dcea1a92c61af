package io.gnocchi.server.daemon;

/// What takes one line after the other. Called by several threads at a time.
@FunctionalInterface
public interface LineTaker {

    /// Takes a line.
    ///
    /// @param line not blank
    /// @return false when there is no room for it
    /// @throws io.gnocchi.core.model.MalformedException when it is none of the protocol
    boolean take(String line);
}
