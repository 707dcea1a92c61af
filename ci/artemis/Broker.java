import java.nio.file.Path;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/// ActiveMQ Artemis in the foreground, as a file tells.
public final class Broker {
    private Broker() {}

    public static void main(String[] arguments) throws Exception {
        var broker = new EmbeddedActiveMQ();
        broker.setConfigResourcePath(Path.of(arguments[0]).toUri().toString());
        broker.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(broker)));
        Thread.currentThread().join();
    }

    private static void stop(EmbeddedActiveMQ broker) {
        try {
            broker.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
