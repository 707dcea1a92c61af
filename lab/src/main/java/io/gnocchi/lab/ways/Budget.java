package io.gnocchi.lab.ways;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;

/// Says when the server has used so much processor time, so that a run is as long on a busy machine
/// as on an idle one.
final class Budget implements AutoCloseable, BooleanSupplier {
    private static final double MAX_WALL_SHARE = 20;

    private final Thread thread;
    private volatile boolean isOver;

    /// Begins to look.
    ///
    /// @param cpuSeconds that the server may use
    Budget(Served server, double cpuSeconds) throws IOException {
        double last = server.cpuSeconds() + cpuSeconds;
        long end = System.nanoTime() + (long) (MAX_WALL_SHARE * cpuSeconds * 1e9);
        thread = Thread.ofVirtual().start(() -> look(server, last, end));
    }

    private void look(Served server, double last, long end) {
        try {
            while (!isOver && server.cpuSeconds() < last && System.nanoTime() < end) {
                Thread.sleep(50);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        isOver = true;
    }

    @Override
    public boolean getAsBoolean() {
        return isOver;
    }

    @Override
    public void close() {
        isOver = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
