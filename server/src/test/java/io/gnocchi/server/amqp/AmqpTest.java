package io.gnocchi.server.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.MalformedException;
import io.gnocchi.server.daemon.DaemonStage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AmqpTest {
    private static final int BEGIN = 1_767_268_800;
    private static final Duration FLUSH_DELAY = Duration.ofMillis(50);

    @TempDir Path folder;
    private final DaemonStage stage = new DaemonStage("load*");
    private int port;
    private EmbeddedBroker broker;

    @BeforeEach
    void startBroker() throws Exception {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        broker = new EmbeddedBroker(folder, port);
    }

    @AfterEach
    void stop() throws Exception {
        broker.stop();
        stage.close();
    }

    @Test
    void messagesBecomeMeasuresAndAreAccepted() throws Exception {
        try (var _ = daemon()) {
            Sending.texts(port, list("load", BEGIN, 1, 2, 4), list("load", BEGIN + 1, 3, 5, 2));
            DaemonStage.await(() -> broker.hasSettled(2));
            assertThat(loads("shortterm", "max")).containsExactly(3.0);
            assertThat(loads("longterm", "sum")).containsExactly(6.0);
            assertThat(stage.resource("collectd_amqp1d:web", "bob").type())
                    .isEqualTo("collectd_amqp1d");
        }
        assertThat(broker.rejected()).isZero();
    }

    @Test
    void brokerKeepsMessageUntilItsMeasuresAreDurable() throws Exception {
        stage.breakStore();
        try (var _ = daemon()) {
            Sending.texts(port, list("load", 1, 2, 4));
            DaemonStage.await(() -> broker.delivering() == 1);
            Thread.sleep(300);
            assertThat(broker.waiting()).isOne();

            stage.mendStore();
            DaemonStage.await(() -> broker.hasSettled(1));
            assertThat(loads("shortterm", "max")).containsExactly(1.0);
        }
    }

    @Test
    void nextDaemonGetsWhatTheLastCouldNotHandIn() throws Exception {
        stage.breakStore();
        try (var _ = daemon()) {
            Sending.texts(port, list("load", 1, 2, 4));
            DaemonStage.await(() -> broker.delivering() == 1);
        }
        assertThat(broker.waiting()).isOne();

        stage.mendStore();
        try (var _ = daemon()) {
            DaemonStage.await(() -> broker.hasSettled(1));
            assertThat(loads("shortterm", "max")).containsExactly(1.0);
        }
    }

    @Test
    void whatIsNoMeasureIsRejectedAndTheRestTaken() throws Exception {
        try (var _ = daemon()) {
            Sending.texts(
                    port,
                    "garbage",
                    "{\"host\": \"web\"}",
                    "[]",
                    "[{\"labels\": {\"severity\": \"OKAY\"}, \"annotations\": {}}]",
                    "[{\"host\": \"web\", \"values\": [1]}]",
                    "x".repeat(Message.MAX_BYTES + 1),
                    list("disk", 1, 2, 4),
                    list("load", 1, 2, 4));
            Sending.bodies(port, List.of(new AmqpValue(Map.of("a", 1)), new AmqpValue(7)));
            DaemonStage.await(() -> broker.hasSettled(10));
            assertThat(broker.rejected()).isEqualTo(9);
            assertThat(loads("shortterm", "max")).containsExactly(1.0);
        }
    }

    @Test
    void messageOfWhichAPartIsGoodIsAccepted() throws Exception {
        try (var _ = daemon()) {
            var good = list("load", 1, 2, 4);
            Sending.texts(port, "[7, " + good.substring(1));
            DaemonStage.await(() -> broker.hasSettled(1));
            assertThat(broker.rejected()).isZero();
            assertThat(loads("shortterm", "max")).containsExactly(1.0);
        }
    }

    @Test
    void daemonComesAgainWhenTheBrokerDoes() throws Exception {
        try (var _ = daemon()) {
            Sending.texts(port, list("load", 1, 2, 4));
            DaemonStage.await(() -> loads("shortterm", "max").equals(List.of(1.0)));
            broker.stop();
            broker = new EmbeddedBroker(folder, port);
            Sending.texts(port, list("load", BEGIN + 1, 9, 2, 4));
            DaemonStage.await(() -> loads("shortterm", "max").equals(List.of(9.0)));
            DaemonStage.await(() -> broker.hasSettled(1));
        }
    }

    @Test
    void daemonWaitsForABrokerThatLetsItIn() throws Exception {
        var wrong = settings("amqp://me:wrong@127.0.0.1:%d/%s");
        try (var _ = Amqp.start(wrong, stage.intake(), new Random(1))) {
            Sending.texts(port, list("load", 1, 2, 4));
            Thread.sleep(300);
            assertThat(broker.waiting()).isOne();
            assertThat(broker.delivering()).isZero();
        }
    }

    @Test
    void floodIsTakenWhole() throws Exception {
        var messages =
                IntStream.range(0, 20_000)
                        .mapToObj(number -> list("load", BEGIN + number, 1, 2, 4))
                        .toArray(String[]::new);
        try (var _ = daemon()) {
            Sending.texts(port, messages);
            DaemonStage.await(() -> broker.hasSettled(20_000));
            var counts = loads("shortterm", "count");
            assertThat(counts.stream().mapToDouble(count -> count).sum()).isEqualTo(20_000);
        }
    }

    @Test
    void whatFillsUpIsHandedInOnceNoMoreComes() throws Exception {
        // A pause of the broker may leave fewer behind than are worth a call.
        var messages =
                IntStream.range(0, 250)
                        .mapToObj(number -> list("load", BEGIN + number, 1, 2, 4))
                        .toArray(String[]::new);
        try (var _ = daemon(Duration.ofHours(1))) {
            Sending.texts(port, messages);
            DaemonStage.await(() -> broker.hasSettledSome(250, 100));
        }
    }

    @Test
    void nonsenseForAUrlIsRefusedAtOnce() {
        assertThatThrownBy(
                        () -> Amqp.start(settings("ftp://127.0.0.1"), stage.intake(), new Random()))
                .isInstanceOf(MalformedException.class);
    }

    private Amqp daemon() {
        return daemon(FLUSH_DELAY);
    }

    private Amqp daemon(Duration flushDelay) {
        var settings = settings("me:secret@127.0.0.1:%d/%s", flushDelay);
        return Amqp.start(settings, stage.intake(), new Random(1));
    }

    private AmqpSettings settings(String url) {
        return settings(url, FLUSH_DELAY);
    }

    private AmqpSettings settings(String url, Duration flushDelay) {
        var address = url.formatted(port, EmbeddedBroker.QUEUE);
        return new AmqpSettings(address, "collectd_amqp1d", "bob", flushDelay);
    }

    private List<Double> loads(String term, String method) {
        return stage.values("collectd_amqp1d:web", "bob", "load@load-" + term, method);
    }

    private static String list(String plugin, double first, double second, double third) {
        return list(plugin, BEGIN, first, second, third);
    }

    private static String list(
            String plugin, long seconds, double first, double second, double third) {
        return """
        [{"values":[%s,%s,%s],"dstypes":["gauge","gauge","gauge"],"dsnames":["shortterm","midterm","longterm"],\
        "time":%d.000,"interval":10.000,"host":"web","plugin":"%s","plugin_instance":"","type":"load",\
        "type_instance":"","meta":{"a":[1,{}]}}]\
        """
                .formatted(first, second, third, seconds, plugin);
    }
}
