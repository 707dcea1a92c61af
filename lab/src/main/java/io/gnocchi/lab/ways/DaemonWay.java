package io.gnocchi.lab.ways;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// A way in that tells its senders nothing: what became of it the server tells others.
///
/// @param protocol as `/metrics` calls it
/// @param port of the daemon, or of its broker
/// @param samples of one metric each, in one datagram, message or write
record DaemonWay(
        String name, String protocol, Carrier carrier, int port, int samples, Writing writing) {
    /// As many lines as fit an Ethernet frame.
    private static final int FRAME_SAMPLES = 50;

    /// Of hosts and metrics alike in every way.
    private static final int METRICS = 10;

    private static final int HOSTS = 100;
    private static final int ROUNDS = 20;

    /// How what is written gets there.
    enum Carrier {
        TCP,
        UDP,
        AMQP
    }

    /// Writes so many samples, one each of metrics one after the other.
    @FunctionalInterface
    interface Writing {
        byte[] piece(int first, int samples, long second);
    }

    /// What is sent again and again: each metric with so many seconds.
    List<byte[]> pieces() {
        var pieces = new ArrayList<byte[]>();
        var one = new Way.Measures("", 1, 1, 1);
        for (int round = 0; round < ROUNDS; round++) {
            for (int first = 0; first + samples <= HOSTS * METRICS; first += samples) {
                pieces.add(writing.piece(first, samples, Way.begin(one, round)));
            }
        }
        return pieces;
    }

    /// What one of them has, for people.
    String of() {
        var what =
                switch (carrier) {
                    case TCP -> "a connection";
                    case UDP -> "a datagram";
                    case AMQP -> "a message";
                };
        return carrier == Carrier.TCP ? what : samples + " in " + what;
    }

    /// @param ports of `--carbon`, `--statsd`, `--collectd` and the broker, `--amqp`
    static List<DaemonWay> all(ToIntFunction<String> ports) {
        int carbon = ports.applyAsInt("--carbon");
        int statsd = ports.applyAsInt("--statsd");
        int collectd = ports.applyAsInt("--collectd");
        int amqp = ports.applyAsInt("--amqp");
        int frame = FRAME_SAMPLES;
        int write = HOSTS * METRICS;
        Writing graphite = (first, samples, second) -> lines(first, samples, second, " ", " %d");
        Writing counters = (first, samples, second) -> lines(first, samples, second, ":", "|c");
        return List.of(
                new DaemonWay("Graphite, TCP", "carbon", Carrier.TCP, carbon, write, graphite),
                new DaemonWay("Graphite, UDP", "carbon", Carrier.UDP, carbon, frame, graphite),
                new DaemonWay("Graphite, UDP", "carbon", Carrier.UDP, carbon, 1, graphite),
                new DaemonWay("statsd, TCP", "statsd", Carrier.TCP, statsd, write, counters),
                new DaemonWay("statsd, UDP", "statsd", Carrier.UDP, statsd, frame, counters),
                new DaemonWay("statsd, UDP", "statsd", Carrier.UDP, statsd, 1, counters),
                new DaemonWay(
                        "collectd, network",
                        "collectd",
                        Carrier.UDP,
                        collectd,
                        frame,
                        DaemonWay::packet),
                new DaemonWay("AMQP 1.0", "amqp", Carrier.AMQP, amqp, frame, DaemonWay::message),
                new DaemonWay("AMQP 1.0", "amqp", Carrier.AMQP, amqp, 1, DaemonWay::message));
    }

    private static byte[] lines(int first, int samples, long second, String colon, String end) {
        var text = new StringBuilder();
        for (int number = first; number < first + samples; number++) {
            text.append("ways").append(number / METRICS).append(".m").append(number % METRICS);
            text.append(colon).append(value(number, second));
            text.append(end.formatted(second)).append('\n');
        }
        return text.toString().getBytes(UTF_8);
    }

    private static double value(int number, long second) {
        return Way.value(number / METRICS, number % METRICS, second);
    }

    private static byte[] packet(int first, int samples, long second) {
        var packet = new CollectdPacket(second);
        for (int number = first; number < first + samples; number++) {
            if (number == first || number % METRICS == 0) {
                packet.host("ways" + number / METRICS);
            }
            packet.gauge("m" + number % METRICS, value(number, second));
        }
        return packet.whole();
    }

    /// collectd's JSON, whose plugin amqp1 puts one value into a message.
    private static byte[] message(int first, int samples, long second) {
        return Way.list(samples, "[", "]", i -> valueList(first + i, second)).getBytes(UTF_8);
    }

    private static String valueList(int number, long second) {
        var host = "ways" + number / METRICS;
        return Way.valueList(host, number % METRICS, value(number, second), second);
    }
}
