package io.gnocchi.lab.ways;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/// Sends by a way that answers nothing for a while, and waits until all of it is acknowledged.
record DaemonRun(Served server, DaemonWay way, int senders) {
    private static final int MESSAGES_AT_A_TIME = 2_000;

    /// @param seconds of processor time of the server
    Outcome run(double seconds) throws Exception {
        var pieces = way.pieces();
        long accepted = server.accepted(way.protocol());
        long received = server.told("gnocchi_datagrams_received_total", way.protocol());
        double cpu = server.cpuSeconds();
        long begun = System.nanoTime();
        long sent = sent(pieces, seconds);
        long end = server.awaitRest(way.protocol());
        cpu = server.cpuSeconds() - cpu;
        long came =
                switch (way.carrier()) {
                    case TCP, AMQP -> sent;
                    case UDP ->
                            server.told("gnocchi_datagrams_received_total", way.protocol())
                                    - received;
                };
        long measures = came * way.samples();
        long told = server.accepted(way.protocol()) - accepted;
        // statsd adds up what comes, and tells what it amounts to.
        if (!way.protocol().equals("statsd") && told != measures) {
            throw new IllegalStateException(
                    "%s: %d measures came, %d are acknowledged"
                            .formatted(way.name(), measures, told));
        }
        long bytes = pieces.stream().mapToLong(piece -> piece.length).sum();
        return new Outcome(
                way.name(),
                way.of(),
                measures,
                (end - begun) / 1e9,
                cpu,
                bytes / ((double) pieces.size() * way.samples()),
                1 - came / (double) sent);
    }

    /// @return how many pieces were sent
    private long sent(List<byte[]> pieces, double seconds) throws Exception {
        long sent = 0;
        if (way.carrier() == DaemonWay.Carrier.AMQP) {
            try (var isOver = new Budget(server, seconds)) {
                while (!isOver.getAsBoolean()) {
                    sent += AmqpSender.send(way.port(), pieces, MESSAGES_AT_A_TIME);
                }
            }
            return sent;
        }
        try (var isOver = new Budget(server, seconds);
                var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var sending = new ArrayList<Future<Long>>();
            for (int i = 0; i < senders; i++) {
                int first = i;
                Callable<Long> work =
                        way.carrier() == DaemonWay.Carrier.TCP
                                ? () -> stream(pieces, first, isOver)
                                : () -> datagrams(pieces, first, isOver);
                sending.add(threads.submit(work));
            }
            for (var one : sending) {
                sent += one.get();
            }
        }
        return sent;
    }

    private long stream(List<byte[]> pieces, int first, BooleanSupplier isOver) throws IOException {
        long sent = 0;
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), way.port())) {
            var out = socket.getOutputStream();
            for (int next = first; !isOver.getAsBoolean(); next++) {
                out.write(pieces.get(next % pieces.size()));
                sent++;
            }
        }
        return sent;
    }

    private long datagrams(List<byte[]> pieces, int first, BooleanSupplier isOver)
            throws IOException {
        long sent = 0;
        try (var channel = DatagramChannel.open()) {
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), way.port()));
            var buffers =
                    pieces.stream()
                            .map(piece -> ByteBuffer.allocateDirect(piece.length).put(piece))
                            .toList();
            for (int next = first; !isOver.getAsBoolean(); next++) {
                channel.write(buffers.get(next % buffers.size()).duplicate().flip());
                sent++;
            }
        }
        return sent;
    }
}
