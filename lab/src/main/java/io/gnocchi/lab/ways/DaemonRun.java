package io.gnocchi.lab.ways;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/// Sends by a way that answers nothing for a while, and waits until all of it is acknowledged.
///
/// @param firstSender the number of the first sender, which no other run may have had
record DaemonRun(HttpClient client, String address, DaemonWay way, int firstSender, int senders) {
    private static final int PACKET_METRICS = 40;
    private static final long PATIENCE_NANOS = 120_000_000_000L;
    private static final Pattern COUNT = Pattern.compile("([0-9.]+)]");

    /// What came of it.
    ///
    /// @param rate measures acknowledged in a second
    /// @param lost the share of what was sent that did not come
    record Outcome(double rate, double lost) {}

    Outcome run(double seconds, List<byte[]> bodies, int measures) throws Exception {
        long begun = System.nanoTime();
        long end = begun + (long) (seconds * 1e9);
        long sent = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sending = new ArrayList<Future<Long>>();
            for (int i = 0; i < senders; i++) {
                int sender = firstSender + i;
                Callable<Long> work =
                        switch (way) {
                            case DaemonWay.Lines _ -> () -> measures * lines(sender, bodies, end);
                            case DaemonWay.Packets _ -> () -> PACKET_METRICS * packets(sender, end);
                        };
                sending.add(threads.submit(work));
            }
            for (var one : sending) {
                sent += one.get();
            }
        }
        long came = way instanceof DaemonWay.Packets ? counted() : sent;
        return new Outcome(came * 1e9 / (System.nanoTime() - begun), 1 - came / (double) sent);
    }

    /// @return how many bodies were sent
    private long lines(int sender, List<byte[]> bodies, long end) throws Exception {
        long sent = 0;
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), way.port())) {
            var out = socket.getOutputStream();
            for (int next = sender; System.nanoTime() < end; next++) {
                out.write(bodies.get(next % bodies.size()));
                sent++;
            }
            out.write(way.farewell(sender));
        }
        awaitLast(sender, () -> {});
        return sent;
    }

    /// @return how many packets were sent
    private long packets(int sender, long end) throws Exception {
        long sent = 0;
        var bytes = DaemonWay.Packets.packet("sender" + sender, PACKET_METRICS);
        try (var socket = new DatagramSocket()) {
            long second = Way.begin(new Way.Measures("", 1, 1, 1), 0);
            while (System.nanoTime() < end) {
                DaemonWay.Packets.at(bytes, second + sent);
                send(socket, bytes);
                sent++;
            }
            awaitLast(sender, () -> send(socket, way.farewell(sender)));
        }
        return sent;
    }

    private void send(DatagramSocket socket, byte[] bytes) throws IOException {
        var to = InetAddress.getLoopbackAddress();
        socket.send(new DatagramPacket(bytes, bytes.length, to, way.port()));
    }

    private interface Again {
        void run() throws IOException;
    }

    private void awaitLast(int sender, Again again) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (ask(way.last().formatted(sender)).length() <= 2) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(way.name() + ": what was sent last did not come");
            }
            again.run();
            Thread.sleep(20);
        }
    }

    private long counted() throws Exception {
        long count = 0;
        for (int sender = firstSender; sender < firstSender + senders; sender++) {
            var resource = "collectd/collectd:sender%d/metric/m0@gauge".formatted(sender);
            count +=
                    COUNT.matcher(ask(resource))
                            .results()
                            .mapToLong(result -> (long) Double.parseDouble(result.group(1)))
                            .sum();
        }
        return count * PACKET_METRICS;
    }

    /// @return the counts of measures, empty when there is no such metric yet
    private String ask(String resource) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "%s/v1/resource/%s/measures?aggregation=count&granularity=300"
                                                .formatted(address, resource)))
                        .header("Authorization", "Basic YWRtaW46")
                        .build();
        var answer = client.send(request, BodyHandlers.ofString());
        return answer.statusCode() == 200 ? answer.body() : "";
    }
}
