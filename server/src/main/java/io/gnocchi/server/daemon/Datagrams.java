package io.gnocchi.server.daemon;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A UDP socket and the thread that reads it.
public final class Datagrams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Datagrams.class);
    private static final int MAX_DATAGRAM_BYTES = 65_536;
    private static final int RECEIVE_BUFFER_BYTES = 16 << 20;

    private final DatagramChannel channel;
    private final Receiver receiver;
    private final Tally tally;
    private final Thread thread;

    private Datagrams(String name, DatagramChannel channel, Receiver receiver, Tally tally) {
        this.channel = channel;
        this.receiver = receiver;
        this.tally = tally;
        thread = Thread.ofPlatform().name(name + "-udp").start(this::readUntilClosed);
    }

    /// Binds and begins to read.
    ///
    /// @param port 0 for any free one
    public static Datagrams open(String name, String host, int port, Receiver receiver, Tally tally)
            throws IOException {
        var channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
            channel.bind(new InetSocketAddress(host, port));
            return new Datagrams(name, channel, receiver, tally);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    public int port() {
        return channel.socket().getLocalPort();
    }

    private void readUntilClosed() {
        var bytes = new byte[MAX_DATAGRAM_BYTES];
        var buffer = ByteBuffer.wrap(bytes);
        while (channel.isOpen()) {
            try {
                buffer.clear();
                channel.receive(buffer);
                receiver.receive(bytes, buffer.position());
            } catch (ClosedChannelException _) {
                return;
            } catch (IOException e) {
                tally.refused(1, e::toString);
            } catch (RuntimeException e) {
                tally.failed(e);
            }
        }
    }

    /// Reads no more; what has been read has been taken.
    @Override
    public void close() {
        try {
            channel.close();
            thread.join();
        } catch (IOException e) {
            LOG.warn("a UDP socket does not close: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
