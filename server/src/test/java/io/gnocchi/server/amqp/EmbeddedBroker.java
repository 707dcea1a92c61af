package io.gnocchi.server.amqp;

import java.nio.file.Path;
import java.util.Set;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;
import org.jspecify.annotations.Nullable;

/// ActiveMQ Artemis with a queue that keeps its messages in files, and another for those that were
/// rejected. Its user is `me` with the password `secret`.
final class EmbeddedBroker {
    static final String QUEUE = "collectd/telemetry";
    private static final String REJECTED = "rejected";

    private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();

    EmbeddedBroker(Path folder, int port) throws Exception {
        var configuration =
                new ConfigurationImpl()
                        .setJournalType(JournalType.NIO)
                        .setJournalDirectory(folder.resolve("journal").toString())
                        .setBindingsDirectory(folder.resolve("bindings").toString())
                        .setPagingDirectory(folder.resolve("paging").toString())
                        .setLargeMessagesDirectory(folder.resolve("large").toString())
                        .setMaxDiskUsage(-1)
                        .addAcceptorConfiguration(
                                "amqp", "tcp://127.0.0.1:%d?protocols=AMQP".formatted(port))
                        .addQueueConfiguration(queue(QUEUE))
                        .addQueueConfiguration(queue(REJECTED))
                        .addAddressSetting(
                                "#",
                                new AddressSettings()
                                        .setDeadLetterAddress(SimpleString.of(REJECTED)));
        server.setConfiguration(configuration);
        server.setSecurityManager(new OneUser());
        server.start();
    }

    private static QueueConfiguration queue(String name) {
        return QueueConfiguration.of(name).setRoutingType(RoutingType.ANYCAST);
    }

    /// How many messages it keeps that nobody has accepted or rejected.
    long waiting() {
        return count(QUEUE);
    }

    /// How many messages were rejected.
    long rejected() {
        return count(REJECTED);
    }

    /// Whether so many messages came since it started, and somebody has settled them all.
    boolean hasSettled(long messages) {
        return hasSettledSome(messages, messages);
    }

    boolean hasSettledSome(long messages, long settled) {
        var queue = server.getActiveMQServer().locateQueue(QUEUE);
        return queue.getMessagesAdded() >= messages
                && queue.getMessageCount() <= messages - settled;
    }

    private long count(String name) {
        return server.getActiveMQServer().locateQueue(name).getMessageCount();
    }

    /// How many messages were given to somebody who has not said yet what becomes of them.
    long delivering() {
        return server.getActiveMQServer().locateQueue(QUEUE).getDeliveringCount();
    }

    void stop() throws Exception {
        server.stop();
    }

    private static final class OneUser implements ActiveMQSecurityManager {
        @Override
        public boolean validateUser(@Nullable String user, @Nullable String password) {
            return "me".equals(user) && "secret".equals(password);
        }

        @Override
        public boolean validateUserAndRole(
                @Nullable String user,
                @Nullable String password,
                Set<Role> roles,
                CheckType checkType) {
            return validateUser(user, password);
        }
    }
}
