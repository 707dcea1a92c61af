package io.gnocchi.server.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A UDP socket and the thread that reads it.
public final class Datagrams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Datagrams.class);
    private static final int MAX_DATAGRAM_BYTES = 65_536;
    private static final int RECEIVE_BUFFER_BYTES = 16 << 20;

    /// For what the kernel holds at the end, while senders may go on.
    private static final long LAST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final DatagramChannel channel;
    private final Selector selector;
    private final Receiver receiver;
    private final Tally tally;
    private final Thread thread;
    private volatile boolean closing;

    private Datagrams(
            String name,
            DatagramChannel channel,
            Selector selector,
            Receiver receiver,
            Tally tally) {
        this.channel = channel;
        this.selector = selector;
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
            channel.configureBlocking(false);
            var selector = Selector.open();
            channel.register(selector, SelectionKey.OP_READ);
            var drops = KernelDrops.of(channel.socket().getLocalPort());
            if (drops != null) {
                tally.loses(drops::count);
            }
            return new Datagrams(name, channel, selector, receiver, tally);
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
        while (!closing) {
            awaitOne();
            boolean more = true;
            while (more && !closing) {
                more = readOne(bytes);
            }
        }
        long start = System.nanoTime();
        boolean more = true;
        while (more && System.nanoTime() - start < LAST_NANOS) {
            more = readOne(bytes);
        }
    }

    private void awaitOne() {
        try {
            selector.select();
            selector.selectedKeys().clear();
        } catch (IOException e) {
            tally.failed(new UncheckedIOException(e));
        }
    }

    /// @return false when none was there
    private boolean readOne(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        try {
            if (channel.receive(buffer) == null) {
                return false;
            }
            tally.received();
            receiver.receive(bytes, buffer.position());
        } catch (IOException e) {
            tally.refused(1, e::toString);
        } catch (RuntimeException e) {
            tally.failed(e);
        }
        return true;
    }

    /// Reads what the kernel has taken already, and then no more.
    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        try {
            thread.join();
            tally.lookForLost();
            selector.close();
            channel.close();
        } catch (IOException e) {
            LOG.warn("a UDP socket does not close: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
