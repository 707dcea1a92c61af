package io.gnocchi.server.daemon;

/// What takes in what a socket has received. Called by several threads at a time.
@FunctionalInterface
public interface Receiver {

    /// Takes a whole datagram, or whole lines of a stream. What is wrong with it is counted, never
    /// thrown.
    ///
    /// @param bytes may change once the call is over
    void receive(byte[] bytes, int length);
}
