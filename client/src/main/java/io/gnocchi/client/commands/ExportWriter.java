package io.gnocchi.client.commands;

import io.gnocchi.client.api.Point;
import io.gnocchi.client.commands.ExportCommand.Source;
import io.gnocchi.client.json.Json;
import io.gnocchi.client.output.CsvText;
import io.gnocchi.client.output.PythonText;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The form of an export: a line for each point, in columns that `measures import` knows.
abstract class ExportWriter {
    private static final List<String> COLUMNS =
            List.of(
                    "resource",
                    "metric",
                    "metric_id",
                    "aggregation",
                    "granularity",
                    "timestamp",
                    "value");

    final Writer writer;

    private ExportWriter(Writer writer) {
        this.writer = writer;
    }

    static ExportWriter of(String format, Writer writer) {
        return switch (format) {
            case "json" -> new Objects(writer, "[\n", ",\n", "\n]\n");
            case "jsonl" -> new Objects(writer, "", "\n", "\n");
            default -> new Csv(writer);
        };
    }

    abstract void begin() throws IOException;

    abstract void row(List<@Nullable Object> row) throws IOException;

    abstract void end() throws IOException;

    final void points(Source source, String method, List<Point> points) throws IOException {
        for (Point point : points) {
            row(
                    Arrays.asList(
                            source.resource(),
                            source.name(),
                            source.id(),
                            method,
                            point.granularitySeconds(),
                            PythonText.isoFormat(point.timestamp()),
                            point.value()));
        }
    }

    private static final class Csv extends ExportWriter {
        Csv(Writer writer) {
            super(writer);
        }

        @Override
        void begin() throws IOException {
            line(COLUMNS);
        }

        @Override
        void row(List<@Nullable Object> row) throws IOException {
            line(row);
        }

        @Override
        void end() {}

        private void line(List<? extends @Nullable Object> row) throws IOException {
            var text = new StringBuilder();
            CsvText.line(text, row, "minimal");
            writer.append(text);
        }
    }

    private static final class Objects extends ExportWriter {
        private final String beginning;
        private final String separator;
        private final String end;
        private boolean any;

        Objects(Writer writer, String beginning, String separator, String end) {
            super(writer);
            this.beginning = beginning;
            this.separator = separator;
            this.end = end;
        }

        @Override
        void begin() throws IOException {
            writer.append(beginning);
        }

        @Override
        void row(List<@Nullable Object> row) throws IOException {
            var object = new LinkedHashMap<String, @Nullable Object>();
            for (int i = 0; i < row.size(); i++) {
                object.put(COLUMNS.get(i), row.get(i));
            }
            writer.append(any ? separator : "").append(Json.write(object));
            any = true;
        }

        @Override
        void end() throws IOException {
            if (any || !beginning.isEmpty()) {
                writer.append(end);
            }
        }
    }
}
