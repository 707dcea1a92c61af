package io.gnocchi.server.carbon;

import io.gnocchi.core.model.Attribute;
import io.gnocchi.core.model.ResourceType;
import io.gnocchi.server.daemon.Courier;
import io.gnocchi.server.daemon.Gathering;
import io.gnocchi.server.daemon.LineDaemon;
import io.gnocchi.server.daemon.Room;
import io.gnocchi.server.daemon.Tally;
import io.gnocchi.server.intake.Delivery;
import io.gnocchi.server.intake.Intake;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/// The daemon for Graphite's plaintext protocol.
public final class Carbon {
    private static final String NAME = "carbon";
    private static final String HOST = "host";
    private static final int MAX_HOST_LENGTH = 255;

    private Carbon() {}

    /// Starts it.
    ///
    /// @throws IOException when it cannot listen
    public static LineDaemon start(CarbonSettings settings, Intake intake, InstantSource clock)
            throws IOException {
        var tally = new Tally(NAME);
        var room = new Room(Room.DEFAULT_MEASURES);
        var courier = new Courier(NAME, settings.flushDelay(), intake, room, tally);
        var type = type(settings.resourceType());
        var gathering =
                new Gathering(
                        () -> Delivery.creating(type, settings.creator(), settings.policy()),
                        room,
                        courier::hurry);
        var targets = new Targets(new PathMapping(settings.prefix(), settings.resourceNode()));
        var daemon =
                LineDaemon.open(
                        NAME,
                        settings.host(),
                        settings.port(),
                        line -> add(line, targets, gathering, clock),
                        room,
                        tally,
                        courier);
        courier.start(gathering);
        return daemon;
    }

    private static ResourceType type(String name) {
        var host = new Attribute.Text(true, 0, MAX_HOST_LENGTH);
        return new ResourceType(name, ResourceType.State.ACTIVE, new TreeMap<>(Map.of(HOST, host)));
    }

    private static boolean add(
            String text, Targets targets, Gathering gathering, InstantSource clock) {
        var line = CarbonLine.parse(text, clock);
        var target = targets.of(line.path());
        return gathering.add(
                target.resource(),
                Map.of(HOST, target.resource()),
                target.metric(),
                line.nanos(),
                line.value());
    }
}
