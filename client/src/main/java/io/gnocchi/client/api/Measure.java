package io.gnocchi.client.api;

import java.time.Instant;

/// A timestamp and a value, to be posted.
public record Measure(Instant timestamp, double value) {}
