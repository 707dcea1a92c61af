package io.gnocchi.server.daemon;

import java.io.IOException;

/// A daemon that takes lines on a port of UDP and of TCP.
public final class LineDaemon implements AutoCloseable {
    private final Datagrams datagrams;
    private final Streams streams;
    private final Courier courier;
    private final Tally tally;

    private LineDaemon(Datagrams datagrams, Streams streams, Courier courier, Tally tally) {
        this.datagrams = datagrams;
        this.streams = streams;
        this.courier = courier;
        this.tally = tally;
    }

    /// Begins to listen.
    ///
    /// @param name for threads and the log
    /// @param port 0 for any free ones
    /// @param courier stopped at the end, when everything has been taken in
    public static LineDaemon open(
            String name,
            String host,
            int port,
            LineTaker taker,
            Room room,
            Tally tally,
            Courier courier)
            throws IOException {
        var receiver = new EachLine(taker, tally);
        var datagrams = Datagrams.open(name, host, port, receiver, tally);
        try {
            var streams = Streams.open(name, host, port, receiver, room, tally);
            return new LineDaemon(datagrams, streams, courier, tally);
        } catch (IOException | RuntimeException e) {
            datagrams.close();
            throw e;
        }
    }

    /// The port of UDP.
    public int datagramPort() {
        return datagrams.port();
    }

    /// The port of TCP.
    public int streamPort() {
        return streams.port();
    }

    /// What became of what has come.
    public Tally tally() {
        return tally;
    }

    /// Reads no more, and hands in what has come.
    @Override
    public void close() {
        streams.close();
        datagrams.close();
        courier.close();
    }
}
