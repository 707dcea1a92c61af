package io.gnocchi.lab.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/// Passes bytes between one process and its database, well or badly.
public final class Wire implements AutoCloseable {
    private static final int BACKLOG = 200;
    private static final int BUFFER = 1 << 16;
    private static final long SLOW_MILLIS = 40;
    private static final double TORN_SHARE = 0.04;

    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final RandomGenerator chance;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = State.OPEN;
    private final AtomicLong torn = new AtomicLong();

    /// How the wire is.
    public enum State {
        OPEN,
        /// Connections are reset, new ones too.
        CUT,
        /// Connections stay, but nothing passes until it is open again; then all of it does.
        SILENT,
        /// Everything passes late.
        SLOW,
        /// Now and then something passes and the connection is reset before the answer.
        TEARING
    }

    /// Listens on a free port.
    ///
    /// @param chance may be shared by threads
    public Wire(int targetPort, RandomGenerator chance) throws IOException {
        this.listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort);
        this.chance = chance;
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /// How many connections were reset between a request and its answer.
    public long torn() {
        return torn.get();
    }

    public void become(State next) {
        lock.lock();
        try {
            state = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (next == State.CUT) {
            sockets.forEach(Wire::reset);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                // Closed, or the client is gone already.
            }
        }
    }

    private void connect(Socket client) {
        var server = new Socket();
        sockets.add(client);
        sockets.add(server);
        try {
            if (now() == State.CUT) {
                throw new IOException("the wire is cut");
            }
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(target);
            Thread.ofVirtual().start(() -> pump(client, server, true));
            pump(server, client, false);
        } catch (IOException e) {
            reset(client);
            reset(server);
        } finally {
            sockets.remove(client);
            sockets.remove(server);
        }
    }

    private void pump(Socket from, Socket to, boolean questions) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                var how = passable();
                if (how == State.SLOW) {
                    Thread.sleep(SLOW_MILLIS);
                }
                out.write(buffer, 0, length);
                out.flush();
                if (how == State.TEARING && questions && chance.nextDouble() < TORN_SHARE) {
                    torn.incrementAndGet();
                    throw new IOException("torn on purpose");
                }
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // The server reads what was sent to it before it sees the end.
            close(to);
            reset(from);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits while nothing passes.
    private State passable() throws IOException, InterruptedException {
        lock.lock();
        try {
            while (state == State.SILENT) {
                changed.await();
            }
            if (state == State.CUT) {
                throw new IOException("the wire is cut");
            }
            return state;
        } finally {
            lock.unlock();
        }
    }

    private State now() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone, as wanted.
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
        }
        close(socket);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        sockets.forEach(Wire::reset);
    }
}
