package io.gnocchi.client.records;

import java.util.Locale;
import java.util.Set;

/// How measures are written in a file.
public enum Format {
    /// Comma separated values with a header.
    CSV,
    /// JSON, a document or an object on each line.
    JSON,
    /// Lines of InfluxDB.
    INFLUX;

    private static final Set<String> JSON_NAMES = Set.of("json", "jsonl", "ndjson");
    private static final Set<String> INFLUX_NAMES = Set.of("influx", "line", "lp", "txt");

    /// By the end of a file's name; CSV when it says nothing.
    ///
    /// Throws [UnreadableFileException] when it is a form that is only written.
    public static Format ofFile(String name) {
        String end = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (end.equals("parquet")) {
            throw new UnreadableFileException(
                    "Parquet is written by 'export' and not read: export as CSV or JSON what is to"
                            + " be imported");
        }
        return JSON_NAMES.contains(end) ? JSON : INFLUX_NAMES.contains(end) ? INFLUX : CSV;
    }

    /// What numbers count when nobody says.
    public Precision usualPrecision() {
        return this == INFLUX ? Precision.NANOSECONDS : Precision.SECONDS;
    }

    /// The records of a file.
    ///
    /// @param resourceTag which tag of a line of InfluxDB names the resource
    public Records read(Lines lines, Owner owner, Precision precision, String resourceTag) {
        return switch (this) {
            case CSV -> new CsvRecords(lines, owner, precision);
            case JSON -> new JsonRecords(lines, owner, precision);
            case INFLUX -> new InfluxRecords(lines, owner, precision, resourceTag);
        };
    }
}
