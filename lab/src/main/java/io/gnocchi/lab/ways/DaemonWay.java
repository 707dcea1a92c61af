package io.gnocchi.lab.ways;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/// A way in that tells its senders nothing: that everything has come shows when what was sent last
/// can be read.
sealed interface DaemonWay {
    String name();

    int port();

    /// Where what was sent last is read, with the number of the sender in it.
    String last();

    /// What one sender sends last.
    byte[] farewell(int sender);

    /// Lines over a connection, which is not read faster than they are taken.
    ///
    /// @param line one measure
    record Lines(String name, int port, String last, Line line, String farewell)
            implements DaemonWay {
        @FunctionalInterface
        interface Line {
            String of(String host, int metric, double value, long second);
        }

        /// The same measures as every way writes.
        byte[] body(Way.Measures of, int round) {
            var text = new StringBuilder();
            for (int number = 0; number < of.count(); number++) {
                int metric = number / of.seconds() % of.metrics();
                int host = number / of.seconds() / of.metrics();
                long at = Way.begin(of, round) + number % of.seconds();
                text.append(line.of(of.host() + host, metric, Way.value(host, metric, at), at));
            }
            return text.toString().getBytes(UTF_8);
        }

        @Override
        public byte[] farewell(int sender) {
            return farewell.formatted(sender).getBytes(UTF_8);
        }
    }

    /// collectd's packets, of which the network may lose some.
    record Packets(String name, int port, String last) implements DaemonWay {
        private static final int TIME_AT = 4;

        /// A packet of a host, in which [#at] sets the time.
        static byte[] packet(String host, int metrics) {
            try {
                var bytes = new ByteArrayOutputStream();
                var packet = new DataOutputStream(bytes);
                packet.writeShort(1);
                packet.writeShort(12);
                packet.writeLong(0);
                text(packet, 0, host);
                text(packet, 4, "gauge");
                for (int metric = 0; metric < metrics; metric++) {
                    text(packet, 2, "m" + metric);
                    packet.writeShort(6);
                    packet.writeShort(15);
                    packet.writeShort(1);
                    packet.writeByte(1);
                    packet.writeLong(Long.reverseBytes(Double.doubleToLongBits(metric / 4.0)));
                }
                return bytes.toByteArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void text(DataOutputStream packet, int kind, String words)
                throws IOException {
            packet.writeShort(kind);
            packet.writeShort(5 + words.length());
            packet.writeBytes(words);
            packet.writeByte(0);
        }

        static void at(byte[] packet, long second) {
            ByteBuffer.wrap(packet).putLong(TIME_AT, second);
        }

        @Override
        public byte[] farewell(int sender) {
            var packet = packet("end" + sender, 1);
            at(packet, Way.begin(new Way.Measures("", 1, 1, 1), 0));
            return packet;
        }
    }

    /// The ways of a server whose daemons listen on these ports.
    static DaemonWay[] all(int carbon, int statsd, String resource, int collectd) {
        return new DaemonWay[] {
            new Lines(
                    "Graphite, TCP",
                    carbon,
                    "carbon/end%d/metric/done",
                    (host, metric, value, second) ->
                            host + ".m" + metric + ' ' + value + ' ' + second + '\n',
                    "end%d.done 1 1700000000\n"),
            new Lines(
                    "statsd, TCP",
                    statsd,
                    "generic/" + resource + "/metric/done%d%%7Cc",
                    (host, metric, value, _) -> host + ".m" + metric + ':' + value + "|c\n",
                    "done%d:1|c\n"),
            new Packets("collectd, UDP", collectd, "collectd/collectd:end%d/metric/m0@gauge")
        };
    }
}
