package io.gnocchi.lab.ways;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// Sends datagrams of one good sample each at a steady pace, whether they are read or not, and
/// prints how many it sent and how many that was in a second.
///
/// Arguments: `statsd`, `graphite` or `collectd`; the port; datagrams a second; seconds; threads
/// (2). The samples are of ten metrics, `flood.m0` to `flood.m9`, and have a value of 1.
public final class Flood {
    private static final int METRICS = 10;
    private static final int SECONDS_OF_MEASURES = 500;
    private static final long FIRST_SECOND = 1_700_000_000;
    private static final long STEP_NANOS = 1_000_000;

    private final ByteBuffer[] packets;
    private final int port;
    private final double pace;
    private final double seconds;

    /// @param pace datagrams a second of one thread
    private Flood(ByteBuffer[] packets, int port, double pace, double seconds) {
        this.packets = packets;
        this.port = port;
        this.pace = pace;
        this.seconds = seconds;
    }

    public static void main(String[] arguments) throws Exception {
        int threads = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 2;
        double pace = Double.parseDouble(arguments[2]) / threads;
        var flood =
                new Flood(
                        packets(arguments[0]),
                        Integer.parseInt(arguments[1]),
                        pace,
                        Double.parseDouble(arguments[3]));
        long begun = System.nanoTime();
        long sent = 0;
        try (var executor = Executors.newFixedThreadPool(threads)) {
            var sending = new ArrayList<Future<Long>>();
            for (int i = 0; i < threads; i++) {
                sending.add(executor.submit(flood::send));
            }
            for (var one : sending) {
                sent += one.get();
            }
        }
        double rate = sent * 1e9 / (System.nanoTime() - begun);
        System.out.printf(Locale.ROOT, "%d %.0f%n", sent, rate);
    }

    private static ByteBuffer[] packets(String kind) {
        return IntStream.range(0, METRICS * SECONDS_OF_MEASURES)
                .mapToObj(i -> packet(kind, "m" + i % METRICS, FIRST_SECOND + i / METRICS))
                .map(bytes -> ByteBuffer.allocateDirect(bytes.length).put(bytes).flip())
                .toArray(ByteBuffer[]::new);
    }

    private static byte[] packet(String kind, String metric, long second) {
        return switch (kind) {
            case "statsd" -> ("flood." + metric + ":1|c").getBytes(UTF_8);
            case "graphite" -> "flood.%s 1 %d\n".formatted(metric, second).getBytes(UTF_8);
            case "collectd" -> CollectdPacket.of("flood", second, metric, 1);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /// Catches up when it comes late, but never more than a moment's worth at once.
    ///
    /// @return how many were sent to somebody
    private long send() throws IOException {
        long sent = 0;
        try (var channel = DatagramChannel.open()) {
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            long begun = System.nanoTime();
            long end = begun + (long) (seconds * 1e9);
            long tried = 0;
            for (long now = begun; now < end; now = System.nanoTime()) {
                long due = (long) ((now - begun) / 1e9 * pace);
                for (; tried < due; tried++) {
                    var packet = packets[(int) (tried % packets.length)].duplicate();
                    try {
                        channel.write(packet);
                        sent++;
                    } catch (PortUnreachableException _) {
                        // Nobody listens just now; an earlier one said so.
                    }
                }
                LockSupport.parkNanos(STEP_NANOS);
            }
        }
        return sent;
    }
}
