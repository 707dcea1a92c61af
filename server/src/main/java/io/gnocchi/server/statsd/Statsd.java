package io.gnocchi.server.statsd;

import io.gnocchi.core.model.Timestamps;
import io.gnocchi.server.daemon.Courier;
import io.gnocchi.server.daemon.LineDaemon;
import io.gnocchi.server.daemon.Room;
import io.gnocchi.server.daemon.Tally;
import io.gnocchi.server.intake.Delivery;
import io.gnocchi.server.intake.Intake;
import java.io.IOException;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// The statsd daemon: what its samples amount to is handed in at every flush.
public final class Statsd {
    private static final String NAME = "statsd";
    private static final String RESOURCE_TYPE = "generic";

    private Statsd() {}

    /// Starts it.
    ///
    /// @throws IOException when it cannot listen
    public static LineDaemon start(
            StatsdSettings settings, Intake intake, InstantSource clock, RandomGenerator chance)
            throws IOException {
        var tally = new Tally(NAME);
        var room = new Room(Room.DEFAULT_MEASURES);
        var figures =
                new Figures(
                        () -> Delivery.to(RESOURCE_TYPE, settings.creator(), settings.policy()),
                        settings.resourceId().toString(),
                        settings.keepsGauges(),
                        room,
                        tally,
                        clock,
                        chance);
        var courier = new Courier(NAME, settings.flushDelay(), intake, room, tally);
        var daemon =
                LineDaemon.open(
                        NAME,
                        settings.host(),
                        settings.port(),
                        line -> figures.add(Sample.parse(line), Timestamps.nanos(clock.instant())),
                        room,
                        tally,
                        courier);
        courier.start(figures);
        return daemon;
    }
}
