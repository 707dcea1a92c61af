/// Loops, pauses, shutdown and reports around processing.
@org.jspecify.annotations.NullMarked
package io.gnocchi.server.metricd;
