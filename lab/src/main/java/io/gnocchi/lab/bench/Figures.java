package io.gnocchi.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/// Figures of one server in a file: a line each, separated by tabs.
final class Figures {
    private Figures() {}

    static void write(Path file, Map<String, Figure> figures) throws IOException {
        var lines = new ArrayList<String>();
        figures.forEach((workload, figure) ->
                lines.add(
                        "%s\t%d\t%s\t%s\t%s"
                                .formatted(
                                        workload,
                                        figure.items(),
                                        figure.wallSeconds(),
                                        figure.medianMillis(),
                                        figure.cpuSeconds())));
        Files.write(file, lines);
    }

    /// In order; none when there is no such file.
    static Map<String, Figure> read(Path file) throws IOException {
        var figures = new LinkedHashMap<String, Figure>();
        if (Files.exists(file)) {
            for (var line : Files.readAllLines(file)) {
                var cells = line.split("\t", -1);
                figures.put(
                        cells[0],
                        new Figure(
                                Long.parseLong(cells[1]),
                                Double.parseDouble(cells[2]),
                                Double.parseDouble(cells[3]),
                                Double.parseDouble(cells[4])));
            }
        }
        return figures;
    }
}
