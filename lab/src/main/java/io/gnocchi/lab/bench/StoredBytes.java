package io.gnocchi.lab.bench;

import io.gnocchi.core.model.Measures;
import io.gnocchi.lab.bench.Subject.Call;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many bytes VictoriaMetrics keeps of a sample, as it tells itself at `/metrics`: its blocks
/// of timestamps and values, not its index of series.
final class StoredBytes {
    private static final Pattern BYTES = gauge("vm_data_size_bytes");
    private static final Pattern ROWS = gauge("vm_rows");
    private static final int SERIES = 20;
    private static final int DAY_MINUTES = 1_440;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final Subject victoria;
    private double bytes;
    private double rows;

    private StoredBytes(Subject victoria) {
        this.victoria = victoria;
    }

    private static Pattern gauge(String name) {
        return Pattern.compile(name + "\\{type=\"storage/[^\"]*\"} ([0-9.e+]+)");
    }

    /// Bytes in the place of seconds of CPU, samples as items, by shape: a day of minutes each, of
    /// the same values that [Shape#bytesPerAggregate] has.
    static Map<String, Figure> measure(Subject victoria) throws IOException {
        var stored = new StoredBytes(victoria);
        var figures = new LinkedHashMap<String, Figure>();
        stored.read();
        for (var shape : Shape.values()) {
            figures.put(shape.text(), stored.of(shape));
        }
        return figures;
    }

    private Figure of(Shape shape) throws IOException {
        double bytesBefore = bytes;
        double rowsBefore = rows;
        var random = new SplittableRandom(1);
        var series = new ArrayList<Measures>();
        for (int i = 0; i < SERIES; i++) {
            series.add(shape.measures(0, DAY_MINUTES, MINUTE_NANOS, random));
        }
        victoria.send(RemoteWrite.call("/api/v1/write", shape.name(), "host", series));
        read();
        return new Figure((long) (rows - rowsBefore), 1, 0, bytes - bytesBefore);
    }

    /// Once everything is in blocks, and those are merged.
    private void read() throws IOException {
        for (var path : List.of("/internal/force_flush", "/internal/force_merge")) {
            victoria.send(Call.get(path));
        }
        bytes = settled(BYTES);
        rows = sum(ROWS);
    }

    /// A merge goes on after it was asked for.
    private double settled(Pattern gauge) throws IOException {
        double before = -1;
        double now = sum(gauge);
        for (int same = 0; same < 20; same = now == before ? same + 1 : 0) {
            Folding.pause();
            before = now;
            now = sum(gauge);
        }
        return now;
    }

    private double sum(Pattern gauge) throws IOException {
        Matcher found = gauge.matcher(victoria.ask(Call.get("/metrics")));
        double sum = 0;
        while (found.find()) {
            sum += Double.parseDouble(found.group(1));
        }
        return sum;
    }
}
