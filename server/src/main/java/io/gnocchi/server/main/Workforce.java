package io.gnocchi.server.main;

import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.server.settings.Settings;
import io.gnocchi.server.settings.SettingsException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The workers of a metricd with all they work with, replaced as a whole when the configuration is
/// read again. What cannot be used replaces nothing.
final class Workforce implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workforce.class);

    private final Supplier<Settings> newest;
    private Lifetime current = new Lifetime();
    private boolean closed;

    /// @param newest reads the configuration
    Workforce(Supplier<Settings> newest) {
        this.newest = newest;
    }

    /// The first workers.
    ///
    /// @throws SettingsException when they cannot be had
    /// @throws UnavailableException when the database cannot be reached
    synchronized void start(Settings settings) {
        start(new Program(settings, current));
    }

    private static void start(Program program) {
        var doors = program.open();
        program.metricd(doors).start();
        program.startTelling(doors);
    }

    /// Others in place of those at work, who finish the step in hand first.
    synchronized void replace() {
        if (closed) {
            return;
        }
        LOG.info("reading the configuration again");
        var next = new Lifetime();
        try {
            var program = new Program(newest.get(), next);
            var doors = program.open();
            current.close();
            current = next;
            program.metricd(doors).start();
            program.startTelling(doors);
        } catch (SettingsException | UnavailableException e) {
            next.close();
            LOG.error("the workers stay as they are: {}", e.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        current.close();
    }
}
