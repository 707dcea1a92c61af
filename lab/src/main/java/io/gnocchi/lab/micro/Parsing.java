package io.gnocchi.lab.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnocchi.core.model.Measures;
import io.gnocchi.lab.bench.RemoteWrite;
import io.gnocchi.lab.bench.Shape;
import io.gnocchi.server.intake.Delivery;
import io.gnocchi.server.intake.PrometheusWrite;
import io.gnocchi.server.intake.RemoteRequest;
import io.gnocchi.server.wire.BatchBody;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Bodies of a thousand metrics to columns; one is a measure.
@State(Scope.Thread)
public class Parsing {
    private static final int METRICS = 1_000;
    private static final int FEW = 1;
    private static final int MANY = 10;
    private static final long STEP = 15_000_000_000L;
    private static final long MAX_BYTES = 64L << 20;
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    private byte[] fewAsJson = {};
    private byte[] manyAsJson = {};
    private byte[] remoteWrite = {};

    @Setup
    public void write() {
        fewAsJson = json(FEW);
        manyAsJson = json(MANY);
        var random = new SplittableRandom(1);
        var series = IntStream.range(0, METRICS).mapToObj(_ -> gauge(MANY, random)).toList();
        remoteWrite = RemoteWrite.body("job", "host", series);
    }

    @Benchmark
    @OperationsPerInvocation(METRICS * FEW)
    public Map<UUID, Measures> jsonBatchOfOnePoint() {
        return BatchBody.byMetric(new ByteArrayInputStream(fewAsJson), 0);
    }

    @Benchmark
    @OperationsPerInvocation(METRICS * MANY)
    public Map<UUID, Measures> jsonBatchOfTenPoints() {
        return BatchBody.byMetric(new ByteArrayInputStream(manyAsJson), 0);
    }

    @Benchmark
    @OperationsPerInvocation(METRICS * MANY)
    public RemoteRequest remoteWriteOfTenSamples() {
        return RemoteRequest.read(remoteWrite, MAX_BYTES, RemoteRequest.Version.ONE);
    }

    /// As it is for series not met before.
    @Benchmark
    @OperationsPerInvocation(METRICS * MANY)
    public Delivery remoteWriteOfTenSamplesWithLabels() {
        return PrometheusWrite.of(remoteWriteOfTenSamples(), "creator").delivery();
    }

    private static byte[] json(int points) {
        var random = new SplittableRandom(1);
        return IntStream.range(0, METRICS)
                .mapToObj(i -> "\"%s\": %s".formatted(new UUID(1, i), text(gauge(points, random))))
                .collect(Collectors.joining(", ", "{", "}"))
                .getBytes(UTF_8);
    }

    private static String text(Measures measures) {
        return IntStream.range(0, measures.size())
                .mapToObj(i -> {
                    var at = Instant.ofEpochSecond(0, measures.timestamps()[i]);
                    return "{\"timestamp\": \"%s\", \"value\": %s}"
                            .formatted(SECONDS.format(at), measures.values()[i]);
                })
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static Measures gauge(int points, SplittableRandom random) {
        return Shape.GAUGE.measures(0, points, STEP, random);
    }
}
