/// The protocol of statsd: many small samples in, a few measures a flush out.
@org.jspecify.annotations.NullMarked
package io.gnocchi.server.statsd;
