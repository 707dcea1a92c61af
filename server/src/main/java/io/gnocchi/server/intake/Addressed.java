package io.gnocchi.server.intake;

import io.gnocchi.core.model.Measures;

/// Measures for a metric that may have been met before.
record Addressed(Address address, Measures measures) {}
