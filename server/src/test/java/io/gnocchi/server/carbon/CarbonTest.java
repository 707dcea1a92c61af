package io.gnocchi.server.carbon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.server.daemon.DaemonStage;
import io.gnocchi.server.daemon.LineDaemon;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CarbonTest {
    private final DaemonStage stage = new DaemonStage("cpu*");

    @AfterEach
    void stop() throws InterruptedException {
        stage.close();
    }

    @Test
    void linesOfAStreamAreTakenAndBadOnesLoseOnlyThemselves()
            throws IOException, InterruptedException {
        try (var daemon = start();
                var socket = new Socket(InetAddress.getLoopbackAddress(), daemon.streamPort())) {
            var lines =
                    "web.cpu.load 1 60\nnonsense\nweb.disk 5 60\nweb.cpu.load 2 61\nweb.cpu 9 6";
            socket.getOutputStream().write(lines.getBytes(UTF_8));
            DaemonStage.await(() -> sum("cpu.load").equals(List.of(3.0)));
        }
        assertThat(sum("disk")).isEmpty();
        assertThat(sum("cpu")).isEmpty();
    }

    @Test
    void datagramsAreTaken() throws IOException, InterruptedException {
        try (var daemon = start();
                var socket = new DatagramSocket()) {
            var bytes = "web.cpu.load 1 60\nweb.cpu.load 2 61".getBytes(UTF_8);
            var to = InetAddress.getLoopbackAddress();
            socket.send(new DatagramPacket(bytes, bytes.length, to, daemon.datagramPort()));
            DaemonStage.await(() -> sum("cpu.load").equals(List.of(3.0)));
        }
    }

    private LineDaemon start() throws IOException {
        var settings =
                new CarbonSettings(
                        "127.0.0.1", 0, "carbon", "bob", null, "", 0, Duration.ofMillis(50));
        return Carbon.start(settings, stage.intake(), stage.clock());
    }

    private List<Double> sum(String metric) {
        return stage.values("web", "bob", metric, "sum");
    }
}
