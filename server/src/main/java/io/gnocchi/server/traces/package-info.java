/// Spans of requests, for a collector of OpenTelemetry.
@org.jspecify.annotations.NullMarked
package io.gnocchi.server.traces;
