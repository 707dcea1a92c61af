package io.gnocchi.lab.bench;

import io.gnocchi.core.model.Measures;
import io.gnocchi.lab.bench.Subject.Call;
import io.gnocchi.lab.net.Protobuf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Writing as Prometheus does: messages of series in blocks of snappy.
public enum RemoteWrite {
    CATCHING_UP("1,000 series with 10 samples each", 4, 1_000, 10),
    SCRAPED("10,000 series with one sample each", 4, 10_000, 1);

    /// What the figures are called.
    static final List<String> NAMES = Arrays.stream(values()).map(shape -> shape.text).toList();

    /// What is added to the names of those with all that comes after.
    static final String FOLDED = ", folded";

    static final String TYPE = "application/x-protobuf";
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long INTERVAL_NANOS = 15_000_000_000L;
    private static final int WARM_UP_ROUNDS = 4;
    private static final int ROUNDS = 8;
    private static final int WRITES = 128;

    private final String text;
    private final int hosts;
    private final int series;
    private final int samples;

    /// @param hosts that write at once
    /// @param series of a host
    /// @param samples of a series in one request
    RemoteWrite(String text, int hosts, int series, int samples) {
        this.text = text;
        this.hosts = hosts;
        this.series = series;
        this.samples = samples;
    }

    /// Samples accepted, for each shape of requests.
    ///
    /// @param folds whether the server has work left afterwards, which is waited for and counted
    static Map<String, Figure> measure(Subject subject, String path, boolean folds)
            throws IOException {
        var figures = new LinkedHashMap<String, Figure>();
        for (var shape : values()) {
            System.err.printf("[%s] remote write, %s%n", subject.name(), shape.text);
            var rounds = shape.new Rounds(subject, path);
            subject.holdFolding();
            // The first requests create what is needed.
            Stretch.settle(() -> rounds.run(WARM_UP_ROUNDS));
            if (folds) {
                subject.letFold();
                var _ = Folding.await(subject, 1);
                Folding.awaitRest(subject);
                subject.holdFolding();
            }
            double cpu = subject.cpuSeconds();
            var accepted = rounds.run(ROUNDS);
            figures.put(shape.text, accepted);
            if (folds) {
                subject.letFold();
                double wall = accepted.wallSeconds() + Folding.await(subject, 1).wallSeconds();
                var all = new Figure(accepted.items(), wall, 0, subject.cpuSeconds() - cpu);
                figures.put(shape.text + FOLDED, all);
            }
        }
        return figures;
    }

    /// Rounds of writes, each made ready before its clock starts.
    private final class Rounds {
        private final Subject subject;
        private final String path;
        private int next;

        Rounds(Subject subject, String path) {
            this.subject = subject;
            this.path = path;
        }

        Figure run(int count) throws IOException {
            var all = Figure.NOTHING;
            for (int end = next + count; next < end; next++) {
                var calls = calls(path, next * WRITES, new SplittableRandom(next));
                all =
                        all.plus(
                                new Drive(subject, calls, hosts, (long) series * samples)
                                        .allInLanes());
            }
            return all;
        }
    }

    private List<Call> calls(String path, int first, SplittableRandom random) {
        var calls = new ArrayList<Call>();
        for (int i = first; i < first + WRITES; i++) {
            long place = (long) (i / hosts) * samples;
            var all = new ArrayList<Measures>();
            for (int j = 0; j < series; j++) {
                all.add(Shape.GAUGE.measures(place, samples, INTERVAL_NANOS, random));
            }
            calls.add(call(path, name(), "host-" + i % hosts, all));
        }
        return calls;
    }

    /// One request.
    ///
    /// @param series of a host, by their place
    static Call call(String path, String job, String host, List<Measures> series) {
        return new Call("POST", path, body(job, host, series), TYPE);
    }

    /// The body of one request.
    ///
    /// @param series of a host, by their place
    public static byte[] body(String job, String host, List<Measures> series) {
        var request = new Protobuf();
        for (int i = 0; i < series.size(); i++) {
            request.message(1, series(job, host, "bench_" + i, series.get(i)));
        }
        return request.snappy();
    }

    private static Protobuf series(String job, String host, String name, Measures measures) {
        var series =
                new Protobuf()
                        .message(1, label("__name__", name))
                        .message(1, label("instance", host))
                        .message(1, label("job", job));
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
