package io.gnocchi.server.amqp;

import io.gnocchi.core.model.MalformedException;
import io.gnocchi.server.collectd.JsonValues;
import io.gnocchi.server.daemon.Courier;
import io.gnocchi.server.daemon.Room;
import io.gnocchi.server.daemon.Tally;
import io.gnocchi.server.intake.Delivery;
import io.gnocchi.server.intake.Intake;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The daemon that takes collectd's messages from a broker. When the broker goes it comes again, a
/// while later each time.
public final class Amqp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Amqp.class);
    private static final String NAME = "amqp1d";
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration PAUSE_OF_LOG = Duration.ofMinutes(1);

    private final BrokerAddress address;
    private final RandomGenerator chance;
    private final Tally tally = new Tally(NAME);
    private final Courier courier;
    private final Mailbox mailbox;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Conversation conversation;
    private @Nullable Long toldNanos;
    private boolean isGoodTold;

    private Amqp(AmqpSettings settings, Intake intake, RandomGenerator chance) {
        this.chance = chance;
        address = BrokerAddress.parse(settings.url());
        var values = new JsonValues(settings.resourceType());
        var room = new Room(Room.DEFAULT_MEASURES);
        courier = new Courier(NAME, settings.flushDelay(), intake, room, tally);
        mailbox =
                new Mailbox(
                        values,
                        () -> Delivery.creating(values.type(), settings.creator()),
                        room,
                        tally,
                        courier::hurry);
        thread = Thread.ofPlatform().name(NAME + "-broker").unstarted(this::converseUntilStopped);
    }

    /// Starts it; whether the broker is there shows later.
    ///
    /// @param chance spreads how many daemons come again
    /// @throws MalformedException when the URL is none
    public static Amqp start(AmqpSettings settings, Intake intake, RandomGenerator chance) {
        var daemon = new Amqp(settings, intake, chance);
        daemon.courier.start(daemon.mailbox);
        daemon.thread.start();
        return daemon;
    }

    private void converseUntilStopped() {
        var pause = SHORTEST_PAUSE;
        try {
            do {
                pause = converse() ? SHORTEST_PAUSE : longer(pause);
            } while (!stopped.await(jittered(pause), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private long jittered(Duration pause) {
        return chance.nextLong(pause.toMillis() / 2, pause.toMillis() + 1);
    }

    /// @return whether it brought anything
    private boolean converse() {
        boolean hasTaken = false;
        try (var current =
                new Conversation(address, "gnocchi-" + NAME, mailbox, tally, this::tellGood)) {
            conversation = current;
            if (stopped.getCount() > 0) {
                try {
                    tellTrouble(current.run());
                } finally {
                    hasTaken = current.hasTaken();
                }
            }
        } catch (IOException e) {
            tellTrouble(e.toString());
        } catch (RuntimeException e) {
            tally.failed(e);
            tellTrouble(e.toString());
        } finally {
            conversation = null;
        }
        return hasTaken;
    }

    private void tellGood() {
        if (!isGoodTold) {
            LOG.info("AMQP 1.0: takes what comes from {}", address);
        }
        isGoodTold = true;
    }

    /// Once a minute at most: a broker may be gone for days, or come and go.
    private void tellTrouble(String why) {
        long now = System.nanoTime();
        boolean isDue = toldNanos == null || now - toldNanos >= PAUSE_OF_LOG.toNanos();
        if (isDue && stopped.getCount() > 0) {
            LOG.warn("AMQP 1.0: nothing comes from {}: {}", address, why);
            toldNanos = now;
            isGoodTold = false;
        }
    }

    /// What became of what has come.
    public Tally tally() {
        return tally;
    }

    /// Takes no more, hands in what has come, and tells the broker; what cannot be handed in the
    /// broker keeps.
    @Override
    public void close() {
        stopped.countDown();
        var current = conversation;
        if (current != null) {
            current.stopTaking();
        }
        courier.close();
        if (current != null) {
            current.finish();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
