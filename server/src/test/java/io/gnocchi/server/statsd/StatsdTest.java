package io.gnocchi.server.statsd;

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
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatsdTest {
    private static final String RESOURCE = "11111111-2222-3333-4444-555555555555";

    private final DaemonStage stage = new DaemonStage("*");

    @AfterEach
    void stop() throws InterruptedException {
        stage.close();
    }

    @Test
    void countersAddUpEachByItsRate() throws IOException {
        send(false, "reqs:1|c\nreqs:2|c|@0.5");
        assertThat(values("reqs|c", "sum")).containsExactly(5.0);
    }

    @Test
    void gaugeIsItsLastValueAndMayBeRelative() throws IOException {
        send(false, "temp:10|g", "temp:+4|g\ntemp:-1|g");
        assertThat(values("temp|g", "sum")).containsExactly(13.0);
    }

    @Test
    void timersKeepEverySampleForPercentiles() throws IOException {
        send(false, "t:1|ms\nt:2|ms\nt:9|ms", "h:5:7|h");
        assertThat(values("t|ms", "count")).containsExactly(3.0);
        assertThat(values("t|ms", "50pct")).containsExactly(2.0);
        assertThat(values("h|h", "max")).containsExactly(7.0);
    }

    @Test
    void setsCountDistinctMembers() throws IOException {
        send(false, "users:bob|s\nusers:eve|s\nusers:bob|s");
        assertThat(values("users|s", "sum")).containsExactly(2.0);
    }

    @Test
    void badLineLosesOnlyItself() throws IOException {
        send(false, "a:1|c\nb:x|c\nc\nd:1|zz\na:2|c\n", "\u0000\u0001\uffff:|||");
        assertThat(values("a|c", "sum")).containsExactly(3.0);
        assertThat(values("b|c", "sum")).isEmpty();
    }

    @Test
    void streamsAreTakenLikeDatagrams() throws IOException, InterruptedException {
        var minutes = new AtomicLong();
        InstantSource clock =
                () -> DaemonStage.NOW.plus(Duration.ofMinutes(minutes.incrementAndGet()));
        try (var daemon = start(false, Duration.ofMillis(100), clock);
                var socket = new Socket(InetAddress.getLoopbackAddress(), daemon.streamPort())) {
            socket.getOutputStream().write("a:1|c\na:2|c\na:5".getBytes(UTF_8));
            socket.getOutputStream().flush();
            DaemonStage.await(() -> total("a|c") == 3.0);
        }
        assertThat(total("a|c")).isEqualTo(3.0);
    }

    /// Of all flushes.
    private double total(String metric) {
        return values(metric, "sum").stream().mapToDouble(Double::doubleValue).sum();
    }

    @Test
    void gaugesThatAreKeptAreToldAgain() throws IOException, InterruptedException {
        try (var daemon = start(true);
                var socket = new DatagramSocket()) {
            send(socket, daemon, "temp:10|g");
            DaemonStage.await(() -> values("temp|g", "sum").equals(List.of(10.0)));
            send(socket, daemon, "temp:-3|g");
            DaemonStage.await(() -> values("temp|g", "sum").equals(List.of(7.0)));
        }
    }

    @Test
    void gaugesBeginAnewUnlessTheyAreKept() throws IOException, InterruptedException {
        try (var daemon = start(false);
                var socket = new DatagramSocket()) {
            send(socket, daemon, "temp:10|g");
            DaemonStage.await(() -> values("temp|g", "sum").equals(List.of(10.0)));
            send(socket, daemon, "temp:+4|g");
            DaemonStage.await(() -> values("temp|g", "sum").equals(List.of(4.0)));
        }
    }

    @Test
    void whatCameBeforeTheEndIsHandedIn() throws IOException {
        var lines =
                IntStream.range(0, 500).mapToObj(i -> "n:1|c").collect(Collectors.joining("\n"));
        send(false, lines);
        assertThat(values("n|c", "sum")).containsExactly(500.0);
    }

    /// One flush, at the end.
    private void send(boolean keepsGauges, String... datagrams) throws IOException {
        try (var daemon = start(keepsGauges, Duration.ofDays(1), stage.clock());
                var socket = new DatagramSocket()) {
            for (var datagram : datagrams) {
                send(socket, daemon, datagram);
            }
            DaemonStage.await(() -> daemon.tally().allReceived() == datagrams.length);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private LineDaemon start(boolean keepsGauges) throws IOException {
        return start(keepsGauges, Duration.ofMillis(100), stage.clock());
    }

    private LineDaemon start(boolean keepsGauges, Duration flushDelay, InstantSource clock)
            throws IOException {
        var settings =
                new StatsdSettings(
                        "127.0.0.1",
                        0,
                        UUID.fromString(RESOURCE),
                        "bob",
                        "seconds",
                        flushDelay,
                        keepsGauges);
        return Statsd.start(settings, stage.intake(), clock, new Random(1));
    }

    private static void send(DatagramSocket socket, LineDaemon daemon, String text)
            throws IOException {
        var bytes = text.getBytes(UTF_8);
        var to = InetAddress.getLoopbackAddress();
        socket.send(new DatagramPacket(bytes, bytes.length, to, daemon.datagramPort()));
    }

    private List<Double> values(String metric, String method) {
        return stage.values(RESOURCE, "bob", metric, method);
    }
}
