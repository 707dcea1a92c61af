package io.gnocchi.server.amqp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.Section;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.engine.BaseHandler;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Sender;

/// A sender of messages to a broker, which waits until the broker has them.
final class Sending extends BaseHandler {
    private final int port;
    private final Queue<Section> bodies;
    private int unsettled;

    private Sending(int port, List<Section> bodies) {
        this.port = port;
        this.bodies = new ArrayDeque<>(bodies);
        unsettled = bodies.size();
    }

    /// Sends texts as collectd does: a binary as the value of the message.
    static void texts(int port, String... texts) throws IOException {
        bodies(port, Arrays.stream(texts).map(Sending::body).toList());
    }

    private static Section body(String text) {
        return new AmqpValue(new Binary(text.getBytes(StandardCharsets.UTF_8)));
    }

    static void bodies(int port, List<Section> bodies) throws IOException {
        var sending = new Sending(port, bodies);
        var reactor = Proton.reactor(sending);
        reactor.run();
        reactor.free();
        if (sending.unsettled > 0) {
            throw new IOException(sending.unsettled + " messages were not taken by the broker");
        }
    }

    @Override
    public void onReactorInit(Event event) {
        event.getReactor().connectionToHost("127.0.0.1", port, this);
    }

    @Override
    public void onConnectionBound(Event event) {
        event.getTransport().sasl().plain("me", "secret");
    }

    @Override
    public void onConnectionInit(Event event) {
        var connection = event.getConnection();
        connection.setContainer("sending");
        connection.open();
        var session = connection.session();
        session.open();
        var sender = session.sender("sender");
        var target = new Target();
        target.setAddress(EmbeddedBroker.QUEUE);
        sender.setTarget(target);
        sender.open();
    }

    @Override
    public void onLinkFlow(Event event) {
        var sender = (Sender) event.getLink();
        while (sender.getCredit() > 0 && !bodies.isEmpty()) {
            var message = Proton.message();
            message.setDurable(true);
            var body = bodies.remove();
            message.setBody(body);
            var bytes = new byte[1000 + body.toString().length()];
            int length = message.encode(bytes, 0, bytes.length);
            sender.delivery(Integer.toString(bodies.size()).getBytes(StandardCharsets.US_ASCII));
            sender.send(bytes, 0, length);
            sender.advance();
        }
    }

    @Override
    public void onDelivery(Event event) {
        event.getDelivery().settle();
        unsettled--;
        if (unsettled == 0) {
            event.getConnection().close();
        }
    }
}
