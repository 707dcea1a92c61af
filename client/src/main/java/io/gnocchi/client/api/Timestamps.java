package io.gnocchi.client.api;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/// Timestamps as the server writes them.
final class Timestamps {
    private Timestamps() {}

    static OffsetDateTime read(String text) {
        try {
            return OffsetDateTime.parse(text);
        } catch (DateTimeParseException noZone) {
            return LocalDateTime.parse(text).atOffset(ZoneOffset.UTC);
        }
    }
}
