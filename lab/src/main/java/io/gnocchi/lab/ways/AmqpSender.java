package io.gnocchi.lab.ways;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.engine.BaseHandler;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Sender;

/// Puts messages into a queue of a broker, as collectd's plugin does, and waits until the broker
/// has them.
public final class AmqpSender extends BaseHandler {
    /// Where collectd puts its messages in the words of docs/senders.
    private static final String QUEUE = "/collectd/telemetry";

    private static final int HEAD_BYTES = 100;
    private static final long FIRST_SECOND = 1_700_000_000;

    private final int port;
    private final List<byte[]> bodies;
    private final int wanted;
    private int sent;
    private int settled;

    private AmqpSender(int port, List<byte[]> bodies, int wanted) {
        this.port = port;
        this.bodies = bodies;
        this.wanted = wanted;
    }

    /// Sends messages with one value each, all of different times.
    ///
    /// Arguments: the broker's port, and how many.
    public static void main(String[] arguments) throws IOException {
        int wanted = Integer.parseInt(arguments[1]);
        var bodies =
                IntStream.range(0, wanted)
                        .mapToObj(i -> Way.valueList("steady", 0, 1, FIRST_SECOND + i))
                        .map(list -> ("[" + list + "]").getBytes(UTF_8))
                        .toList();
        var _ = send(Integer.parseInt(arguments[0]), bodies, wanted);
    }

    /// @return how many were sent
    static int send(int port, List<byte[]> bodies, int wanted) throws IOException {
        var sender = new AmqpSender(port, bodies, wanted);
        var reactor = Proton.reactor(sender);
        reactor.run();
        reactor.free();
        if (sender.settled < wanted) {
            throw new IOException("the broker took %d of %d".formatted(sender.settled, wanted));
        }
        return wanted;
    }

    @Override
    public void onReactorInit(Event event) {
        event.getReactor().connectionToHost("127.0.0.1", port, this);
    }

    @Override
    public void onConnectionInit(Event event) {
        var connection = event.getConnection();
        connection.setContainer("ways-in");
        connection.open();
        var session = connection.session();
        session.open();
        var sender = session.sender("sender");
        var target = new Target();
        target.setAddress(QUEUE);
        sender.setTarget(target);
        sender.open();
    }

    @Override
    public void onConnectionBound(Event event) {
        event.getTransport().sasl().plain("guest", "guest");
    }

    @Override
    public void onLinkFlow(Event event) {
        var sender = (Sender) event.getLink();
        while (sender.getCredit() > 0 && sent < wanted) {
            var body = bodies.get(sent % bodies.size());
            var message = Proton.message();
            message.setBody(new AmqpValue(new Binary(body)));
            var bytes = new byte[HEAD_BYTES + body.length];
            int length = message.encode(bytes, 0, bytes.length);
            sender.delivery(Integer.toString(sent).getBytes(US_ASCII));
            sender.send(bytes, 0, length);
            sender.advance();
            sent++;
        }
    }

    @Override
    public void onDelivery(Event event) {
        event.getDelivery().settle();
        settled++;
        if (settled == wanted) {
            event.getConnection().close();
        }
    }
}
