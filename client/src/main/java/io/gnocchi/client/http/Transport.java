package io.gnocchi.client.http;

/// The door to the network.
public interface Transport extends AutoCloseable {
    /// Sends a request and waits for the whole answer, whatever its status.
    ///
    /// Throws [ConnectionException] when there is no whole answer; whether the request had an
    /// effect is then unknown unless the exception says that it was never sent.
    Response send(Request request);

    @Override
    default void close() {}
}
