package io.gnocchi.server.daemon;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KernelDropsTest {
    private static final int SENT = 10_000;

    @BeforeAll
    static void onLinuxOnly() {
        assumeTrue(Files.exists(Path.of("/proc/self/net/udp")));
    }

    @Test
    void whatWasSentWasEitherReadOrCounted() throws IOException {
        try (var socket = bound();
                var other = bound()) {
            var drops = requireNonNull(KernelDrops.of(port(socket)));
            assertThat(drops.count()).isZero();

            send(socket);

            assertThat(drops.count()).isPositive().isEqualTo(SENT - waiting(socket));
            assertThat(requireNonNull(KernelDrops.of(port(other))).count()).isZero();
        }
    }

    @Test
    void countBeginsWithTheFirstLook() throws IOException {
        try (var socket = bound()) {
            send(socket);
            assertThat(requireNonNull(KernelDrops.of(port(socket))).count()).isZero();
        }
    }

    @Test
    void nobodyTellsOfAPortThatIsNotOurs() {
        assertThat(KernelDrops.of(0)).isNull();
    }

    private static DatagramChannel bound() throws IOException {
        var channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 10_000);
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
        return channel;
    }

    private static int port(DatagramChannel channel) {
        return channel.socket().getLocalPort();
    }

    private static void send(DatagramChannel to) throws IOException {
        try (var channel = DatagramChannel.open()) {
            for (int i = 0; i < SENT; i++) {
                channel.send(ByteBuffer.wrap(new byte[100]), to.getLocalAddress());
            }
        }
    }

    private static int waiting(DatagramChannel channel) throws IOException {
        var buffer = ByteBuffer.allocate(1000);
        int count = 0;
        while (channel.receive(buffer.clear()) != null) {
            count++;
        }
        return count;
    }
}
