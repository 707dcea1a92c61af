package io.gnocchi.client.commands;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How an export is written.
enum ExportFormat {
    /// Comma separated values with a header.
    CSV,
    /// One JSON document.
    JSON,
    /// A JSON object on each line.
    JSONL,
    /// Columns of Parquet.
    PARQUET;

    /// As it is named; else by the end of the output's name; CSV when that says nothing.
    static ExportFormat of(@Nullable String named, @Nullable String output) {
        String name = named != null ? named : output != null ? output : "";
        return switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "json" -> JSON;
            case "jsonl", "ndjson" -> JSONL;
            case "parquet" -> PARQUET;
            default -> CSV;
        };
    }
}
