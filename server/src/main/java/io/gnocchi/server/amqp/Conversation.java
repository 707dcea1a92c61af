package io.gnocchi.server.amqp;

import io.gnocchi.core.model.MalformedException;
import io.gnocchi.server.daemon.Tally;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.messaging.Released;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.engine.Collector;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Endpoint;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sasl;
import org.apache.qpid.proton.engine.SslDomain;
import org.apache.qpid.proton.engine.Transport;
import org.apache.qpid.proton.engine.TransportException;
import org.jspecify.annotations.Nullable;

/// One connection to a broker, from its first byte to its last.
///
/// A message is settled once its verdict is known; what is not settled at the end, the broker keeps
/// for the next one. All happens on the thread that runs it; verdicts and the wish to end come from
/// others.
final class Conversation implements AutoCloseable {
    /// How many messages may be unsettled.
    private static final int WINDOW = 10_000;

    private static final int SESSION_BYTES = 8 << 20;
    private static final int FRAME_BYTES = 64 << 10;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);

    /// Nothing has come for so long: either there is no more, or the broker waits for verdicts.
    private static final Duration LULL = Duration.ofMillis(5);

    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(5);
    private static final Symbol UNDECODABLE = Symbol.valueOf("amqp:decode-error");

    private final BrokerAddress address;
    private final Mailbox mailbox;
    private final Tally tally;
    private final Runnable opened;
    private final Transport transport = Proton.transport();
    private final Connection connection = Proton.connection();
    private final Collector events = Proton.collector();
    private final Receiver receiver;
    private final Selector selector;
    private final long begunNanos = System.nanoTime();

    /// What others want done: no more than messages are unsettled, and to end.
    private final Queue<Runnable> wishes = new ConcurrentLinkedQueue<>();

    /// Whether the selector has been woken for wishes that are still to be done.
    private final AtomicBoolean isWoken = new AtomicBoolean();

    /// Credit for messages that were given back: granted once there is room again.
    private int owed;

    private boolean taking = true;
    private boolean hasTaken;
    private @Nullable String end;
    private long farewellNanos = Long.MAX_VALUE;

    /// @param name of this program, for the broker
    /// @param opened called when messages may come
    Conversation(BrokerAddress address, String name, Mailbox mailbox, Tally tally, Runnable opened)
            throws IOException {
        this.address = address;
        this.mailbox = mailbox;
        this.tally = tally;
        this.opened = opened;
        selector = Selector.open();
        connection.setContainer(name);
        connection.setHostname(address.host());
        var session = connection.session();
        session.setIncomingCapacity(SESSION_BYTES);
        receiver = session.receiver(name);
    }

    /// Whether it brought any message that was of use.
    boolean hasTaken() {
        return hasTaken;
    }

    /// Speaks until either side ends it.
    ///
    /// @return why it ended
    /// @throws IOException when nobody is there, or the connection breaks
    String run() throws IOException {
        try (var channel = SocketChannel.open()) {
            var to = new InetSocketAddress(address.host(), address.port());
            channel.socket().connect(to, (int) CONNECT_TIMEOUT.toMillis());
            channel.configureBlocking(false);
            var key = channel.register(selector, SelectionKey.OP_READ);
            greet();
            while (!isOver()) {
                transport.tick(1 + (System.nanoTime() - begunNanos) / 1_000_000);
                write(channel);
                rest(key);
                read(channel);
                attend();
            }
            return end == null ? "the connection is closed" : end;
        }
    }

    private void greet() {
        transport.setMaxFrameSize(FRAME_BYTES);
        transport.setIdleTimeout((int) LONGEST_SILENCE.toMillis());
        authenticate(transport.sasl());
        if (address.secure()) {
            secure();
        }
        connection.collect(events);
        transport.bind(connection);
        connection.open();
        receiver.getSession().open();
        var source = new Source();
        source.setAddress(address.source());
        receiver.setSource(source);
        receiver.setTarget(new Target());
        receiver.setMaxMessageSize(UnsignedLong.valueOf(Message.MAX_BYTES));
        receiver.open();
        receiver.flow(WINDOW);
    }

    private void authenticate(Sasl sasl) {
        sasl.client();
        sasl.setRemoteHostname(address.host());
        var user = address.user();
        if (user == null) {
            sasl.setMechanisms("ANONYMOUS");
        } else {
            sasl.plain(user, address.password());
        }
    }

    private void secure() {
        var domain = Proton.sslDomain();
        domain.init(SslDomain.Mode.CLIENT);
        try {
            domain.setSslContext(SSLContext.getDefault());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java has no TLS", e);
        }
        domain.setPeerAuthentication(SslDomain.VerifyMode.VERIFY_PEER_NAME);
        var _ = transport.ssl(domain, Proton.sslPeerDetails(address.host(), address.port()));
    }

    private boolean isOver() {
        return end != null || transport.isClosed() || System.nanoTime() - farewellNanos > 0;
    }

    private void write(SocketChannel channel) throws IOException {
        for (int pending = transport.pending(); pending > 0; pending = transport.pending()) {
            int written = channel.write(transport.head());
            transport.pop(written);
            if (written == 0) {
                return;
            }
        }
    }

    private void rest(SelectionKey key) throws IOException {
        key.interestOps(
                SelectionKey.OP_READ | (transport.pending() > 0 ? SelectionKey.OP_WRITE : 0));
        if (wishes.isEmpty()) {
            restUntilSomethingComes();
        } else {
            selector.selectNow();
        }
        selector.selectedKeys().clear();
    }

    private void restUntilSomethingComes() throws IOException {
        boolean isFillingUp = mailbox.isFillingUp();
        var longest = isFillingUp ? LULL : LONGEST_REST;
        if (selector.select(longest.toMillis()) == 0 && isFillingUp) {
            mailbox.hurry();
        }
    }

    private void read(SocketChannel channel) throws IOException {
        while (transport.capacity() > 0) {
            int count = channel.read(transport.tail());
            if (count < 0) {
                throw new EOFException("the broker has gone");
            }
            if (count == 0) {
                return;
            }
            process();
            listen();
        }
    }

    /// A certificate nobody trusts and bytes of another protocol are trouble outside.
    private void process() throws IOException {
        try {
            transport.process();
        } catch (TransportException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// Does what others want.
    private void attend() {
        isWoken.set(false); // Before the wishes are looked at: a later one wakes again.
        for (var wish = wishes.poll(); wish != null; wish = wishes.poll()) {
            wish.run();
        }
        listen();
    }

    private void listen() {
        for (var event = events.peek(); event != null; event = events.peek()) {
            hear(event);
            events.pop();
        }
        var outcome = transport.sasl().getOutcome();
        if (outcome != Sasl.PN_SASL_NONE && outcome != Sasl.PN_SASL_OK) {
            end = "the broker does not let us in as " + who();
        }
    }

    private String who() {
        return address.user() == null ? "nobody" : "user " + address.user();
    }

    private void hear(Event event) {
        switch (event.getType()) {
            case LINK_REMOTE_OPEN -> {
                if (receiver.getRemoteSource() != null) {
                    opened.run();
                }
            }
            case DELIVERY -> receive(event.getDelivery());
            case LINK_REMOTE_CLOSE, LINK_REMOTE_DETACH -> endedBy(receiver);
            case SESSION_REMOTE_CLOSE -> endedBy(receiver.getSession());
            case CONNECTION_REMOTE_CLOSE -> endedBy(connection);
            case TRANSPORT_ERROR -> endedBy(transport.getCondition());
            default -> {}
        }
    }

    private void endedBy(Endpoint endpoint) {
        endedBy(endpoint.getRemoteCondition());
    }

    private void endedBy(@Nullable ErrorCondition condition) {
        if (end == null) {
            end =
                    condition == null || condition.getCondition() == null
                            ? "the broker has ended it"
                            : condition.getCondition() + ": " + condition.getDescription();
        }
    }

    private void receive(Delivery delivery) {
        if (delivery.isAborted()) {
            var _ = receiver.advance();
            delivery.settle();
            receiver.flow(1);
            return;
        }
        if (!delivery.isReadable()) {
            return;
        }
        var message =
                delivery.getContext() instanceof Message known ? known : new Message(delivery);
        delivery.setContext(message);
        message.readFrom(receiver);
        if (!delivery.isPartial()) {
            var _ = receiver.advance();
            delivery.setContext(null);
            take(message);
        }
    }

    private void take(Message message) {
        if (!taking) {
            return;
        }
        try {
            var content = message.content();
            settle(message, mailbox.add(content, verdict -> settleLater(message, verdict)));
        } catch (MalformedException e) {
            tally.refused(1, () -> String.valueOf(e.getMessage()));
            settle(message, new Verdict.Refused(String.valueOf(e.getMessage())));
        }
    }

    private void settleLater(Message message, Verdict verdict) {
        wish(() -> settle(message, verdict));
    }

    private void wish(Runnable wish) {
        wishes.add(wish);
        if (!isWoken.getAndSet(true)) {
            selector.wakeup();
        }
    }

    private void settle(Message message, Verdict verdict) {
        switch (verdict) {
            case Verdict.Waiting _ -> hasTaken = true;
            case Verdict.Accepted _ -> {
                settle(message, Accepted.getInstance());
                grant();
            }
            case Verdict.Refused(var reason) -> {
                settle(message, rejected(reason));
                grant();
            }
            case Verdict.Crowded _ -> giveBack(message);
        }
    }

    private void giveBack(Message message) {
        owed++;
        if (message.delivery().remotelySettled()) {
            tally.dropped(1, () -> "there is no room for more, and the broker keeps no copy");
        }
        settle(message, Released.getInstance());
    }

    private static void settle(Message message, DeliveryState state) {
        message.delivery().disposition(state);
        message.delivery().settle();
    }

    private static Rejected rejected(String reason) {
        var rejected = new Rejected();
        rejected.setError(new ErrorCondition(UNDECODABLE, reason));
        return rejected;
    }

    private void grant() {
        if (taking) {
            receiver.flow(1 + owed);
            owed = 0;
        }
    }

    /// Takes no more messages; those that wait are still settled. May be called by any thread.
    void stopTaking() {
        wish(() -> taking = false);
    }

    /// Ends it, once what is settled has been told. May be called by any thread.
    void finish() {
        wish(() -> {
            farewellNanos = System.nanoTime() + LONGEST_FAREWELL.toNanos();
            receiver.close();
            connection.close();
        });
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}
