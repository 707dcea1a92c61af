/// OTLP, the protocol of OpenTelemetry, in both its forms: requests to export metrics become a
/// delivery in which every stream of points is kept apart.
@org.jspecify.annotations.NullMarked
package io.gnocchi.server.otlp;
