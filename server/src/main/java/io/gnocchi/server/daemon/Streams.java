package io.gnocchi.server.daemon;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A TCP socket whose connections send lines, each on its own virtual thread.
///
/// When there is no room for more, connections are not read for a while: the sender's own buffer is
/// the better place to wait.
final class Streams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);
    private static final int MAX_CONNECTIONS = 1024;
    private static final int BACKLOG = 256;
    private static final Duration LONGEST_SILENCE = Duration.ofHours(1);

    /// What several connections may bring at once before they look again.
    private static final int ROOM_TO_READ = Room.DEFAULT_MEASURES / 10;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Duration PAUSE_AFTER_TROUBLE = Duration.ofMillis(100);

    private final ServerSocket listener;
    private final Receiver receiver;
    private final Room room;
    private final Tally tally;
    private final Semaphore places = new Semaphore(MAX_CONNECTIONS);
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Set<Thread> readers = ConcurrentHashMap.newKeySet();
    private final Thread thread;

    private Streams(String name, ServerSocket listener, Receiver receiver, Room room, Tally tally) {
        this.listener = listener;
        this.receiver = receiver;
        this.room = room;
        this.tally = tally;
        thread = Thread.ofPlatform().name(name + "-tcp").start(this::acceptUntilClosed);
    }

    /// Binds and begins to read.
    ///
    /// @param port 0 for any free one
    static Streams open(
            String name, String host, int port, Receiver receiver, Room room, Tally tally)
            throws IOException {
        var listener = new ServerSocket();
        try {
            listener.bind(new InetSocketAddress(host, port), BACKLOG);
            return new Streams(name, listener, receiver, room, tally);
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    private void acceptUntilClosed() {
        while (!listener.isClosed()) {
            try {
                admit(listener.accept());
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    tally.refused(1, () -> "a connection: " + e);
                    pause();
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_TROUBLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void admit(Socket connection) throws IOException {
        if (!places.tryAcquire()) {
            connection.close();
            tally.refused(1, () -> "more than %d connections".formatted(MAX_CONNECTIONS));
            return;
        }
        connections.add(connection);
        var reader = Thread.ofVirtual().name("lines").unstarted(() -> serve(connection));
        readers.add(reader);
        reader.start();
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setSoTimeout((int) LONGEST_SILENCE.toMillis());
            var lines = new Lines(connection.getInputStream(), receiver, tally);
            do {
                room.await(ROOM_TO_READ, LONGEST_WAIT);
            } while (lines.readSome());
        } catch (IOException e) {
            LOG.debug("a connection ends: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            tally.failed(e);
        } finally {
            connections.remove(connection);
            readers.remove(Thread.currentThread());
            places.release();
        }
    }

    /// Takes no more connections and ends those there are; whole lines that were read have been
    /// taken.
    @Override
    public void close() {
        try {
            listener.close();
            thread.join();
            for (var connection : connections) {
                connection.close();
            }
            for (var reader : readers) {
                reader.join();
            }
        } catch (IOException e) {
            LOG.warn("a TCP socket does not close: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
