package io.gnocchi.server.collectd;

import io.gnocchi.core.model.MalformedException;
import io.gnocchi.server.daemon.Courier;
import io.gnocchi.server.daemon.Datagrams;
import io.gnocchi.server.daemon.Gathering;
import io.gnocchi.server.daemon.Room;
import io.gnocchi.server.daemon.Tally;
import io.gnocchi.server.intake.Delivery;
import io.gnocchi.server.intake.Intake;
import java.io.IOException;

/// The daemon for collectd's network protocol: listens on a port of UDP.
public final class Collectd implements AutoCloseable {
    private static final String NAME = "collectd";

    private final HostMapping mapping;
    private final TypeNames types;
    private final Tally tally;
    private final Courier courier;
    private final Gathering gathering;
    private final Datagrams datagrams;

    private Collectd(CollectdSettings settings, TypeNames types, Intake intake) throws IOException {
        this.types = types;
        mapping = HostMapping.of(settings.resourceType());
        tally = new Tally(NAME);
        var room = new Room(Room.DEFAULT_MEASURES);
        courier = new Courier(NAME, settings.flushDelay(), intake, room, tally);
        gathering =
                new Gathering(
                        () ->
                                Delivery.creating(
                                        mapping.type(), settings.creator(), settings.policy()),
                        room,
                        courier::hurry);
        datagrams = Datagrams.open(NAME, settings.host(), settings.port(), this::receive, tally);
        courier.start(gathering);
    }

    /// Starts it.
    ///
    /// @throws IOException when it cannot listen, or not read its types
    /// @throws MalformedException when they are none
    public static Collectd start(CollectdSettings settings, Intake intake) throws IOException {
        var usual = TypeNames.usual();
        var file = settings.typesDb();
        return new Collectd(settings, file == null ? usual : usual.with(file), intake);
    }

    private void receive(byte[] bytes, int length) {
        try {
            Packet.read(bytes, length, types, this::take);
        } catch (MalformedException e) {
            tally.refused(1, () -> String.valueOf(e.getMessage()));
        }
    }

    private void take(ValueList list) {
        int crowded = mapping.map(list, gathering::add);
        if (crowded > 0) {
            tally.dropped(crowded, () -> "there is no room for more");
        }
    }

    public int port() {
        return datagrams.port();
    }

    /// What became of what has come.
    public Tally tally() {
        return tally;
    }

    /// Reads no more, and hands in what has come.
    @Override
    public void close() {
        datagrams.close();
        courier.close();
    }
}
