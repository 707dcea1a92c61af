package io.gnocchi.lab.bench;

import io.gnocchi.core.model.Measures;
import io.gnocchi.lab.bench.Subject.Call;
import io.gnocchi.lab.net.Protobuf;
import java.util.List;

/// Requests as Prometheus sends them: a message of series in a block of snappy.
public final class RemoteWrite {
    static final String TYPE = "application/x-protobuf";

    private static final long NANOS_PER_MILLI = 1_000_000;

    private RemoteWrite() {}

    /// @param host that sends
    /// @param series of the host, by their place
    static Call call(String path, String host, List<Measures> series) {
        return new Call("POST", path, body(host, series), TYPE);
    }

    /// @param host that sends
    /// @param series of the host, by their place
    public static byte[] body(String host, List<Measures> series) {
        var request = new Protobuf();
        for (int i = 0; i < series.size(); i++) {
            request.message(1, series(host, "bench_" + i, series.get(i)));
        }
        return request.snappy();
    }

    private static Protobuf series(String host, String name, Measures measures) {
        var series =
                new Protobuf()
                        .message(1, label("__name__", name))
                        .message(1, label("instance", host))
                        .message(1, label("job", "bench"));
        for (int i = 0; i < measures.size(); i++) {
            long millis = measures.timestamps()[i] / NANOS_PER_MILLI;
            series.message(2, new Protobuf().real(1, measures.values()[i]).varint(2, millis));
        }
        return series;
    }

    private static Protobuf label(String name, String value) {
        return new Protobuf().text(1, name).text(2, value);
    }
}
