/// What collectd sends: its network protocol, and JSON by HTTP or through a broker.
@org.jspecify.annotations.NullMarked
package io.gnocchi.server.collectd;
