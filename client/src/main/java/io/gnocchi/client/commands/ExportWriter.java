package io.gnocchi.client.commands;

import io.gnocchi.client.api.Point;
import io.gnocchi.client.commands.ExportCommand.Source;
import io.gnocchi.client.json.Json;
import io.gnocchi.client.output.CsvText;
import io.gnocchi.client.output.PythonText;
import io.gnocchi.client.parquet.Row;
import io.gnocchi.client.parquet.RowWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The form of an export: a record for each point, in columns that `measures import` knows.
abstract class ExportWriter {
    /// Writes to a stream, which is left open.
    static ExportWriter of(ExportFormat format, OutputStream out) throws IOException {
        return switch (format) {
            case CSV -> new Csv(out);
            case JSON -> new Objects(out, "[\n", ",\n", "\n]\n");
            case JSONL -> new Objects(out, "", "\n", "\n");
            case PARQUET -> new Parquet(out);
        };
    }

    /// Writes what stands before all points.
    abstract void begin() throws IOException;

    /// Writes points of a metric.
    abstract void points(Source source, String method, List<Point> points) throws IOException;

    /// Writes what makes the export whole.
    abstract void end() throws IOException;

    private abstract static class Texts extends ExportWriter {
        static final List<String> COLUMNS =
                List.of(
                        "resource",
                        "metric",
                        "metric_id",
                        "aggregation",
                        "granularity",
                        "timestamp",
                        "value");

        final Writer writer;

        Texts(OutputStream out) {
            writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        }

        abstract void row(List<@Nullable Object> row) throws IOException;

        @Override
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

        @Override
        void end() throws IOException {
            writer.flush();
        }
    }

    private static final class Csv extends Texts {
        Csv(OutputStream out) {
            super(out);
        }

        @Override
        void begin() throws IOException {
            line(COLUMNS);
        }

        @Override
        void row(List<@Nullable Object> row) throws IOException {
            line(row);
        }

        private void line(List<? extends @Nullable Object> row) throws IOException {
            var text = new StringBuilder();
            CsvText.line(text, row, "minimal");
            writer.append(text);
        }
    }

    private static final class Objects extends Texts {
        private final String beginning;
        private final String separator;
        private final String end;
        private boolean any;

        Objects(OutputStream out, String beginning, String separator, String end) {
            super(out);
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
            super.end();
        }
    }

    private static final class Parquet extends ExportWriter {
        private final RowWriter writer;

        Parquet(OutputStream out) throws IOException {
            writer = new RowWriter(out);
        }

        @Override
        void begin() {}

        @Override
        void points(Source source, String method, List<Point> points) throws IOException {
            for (Point point : points) {
                Number value = point.value();
                writer.write(
                        new Row(
                                source.resource(),
                                source.name(),
                                source.id(),
                                method,
                                point.granularitySeconds().doubleValue(),
                                point.timestamp().toInstant(),
                                value == null ? null : value.doubleValue()));
            }
        }

        @Override
        void end() throws IOException {
            writer.close();
        }
    }
}
