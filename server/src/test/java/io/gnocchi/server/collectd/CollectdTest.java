package io.gnocchi.server.collectd;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.server.daemon.DaemonStage;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollectdTest {
    /// Host web, time 1767268800 s, plugin load, type load, three gauges 1, 2, 4.
    private static final byte[] PACKET =
            HexFormat.of()
                    .parseHex(
                            "0000000877656200"
                                    + "0001000c0000000069566400"
                                    + "000200096c6f616400"
                                    + "000400096c6f616400"
                                    + "000600210003010101"
                                    + "000000000000f03f00000000000000400000000000001040");

    @Test
    void packetsAreTakenAndGarbageLosesOnlyItself() throws IOException, InterruptedException {
        var settings =
                new CollectdSettings(
                        "127.0.0.1", 0, "collectd", "bob", null, null, Duration.ofMillis(50));
        try (var stage = new DaemonStage("*");
                var daemon = Collectd.start(settings, stage.intake());
                var socket = new DatagramSocket()) {
            send(socket, daemon, new byte[] {1, 2, 3});
            send(socket, daemon, PACKET);
            DaemonStage.await(() -> last(stage, "longterm").equals(List.of(4.0)));
            assertThat(last(stage, "shortterm")).containsExactly(1.0);
            assertThat(stage.resource("collectd:web", "bob").type()).isEqualTo("collectd");
        }
    }

    private static List<Double> last(DaemonStage stage, String term) {
        return stage.values("collectd:web", "bob", "load@load-" + term, "max");
    }

    private static void send(DatagramSocket socket, Collectd daemon, byte[] bytes)
            throws IOException {
        var to = InetAddress.getLoopbackAddress();
        socket.send(new DatagramPacket(bytes, bytes.length, to, daemon.port()));
    }
}
