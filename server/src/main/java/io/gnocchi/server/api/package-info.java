/// Routes: request in, answer out, refusals to statuses. Only [JettyAdapter] knows the HTTP
/// library.
@org.jspecify.annotations.NullMarked
package io.gnocchi.server.api;
