/// collectd's messages from a broker that speaks AMQP 1.0, into measures.
@org.jspecify.annotations.NullMarked
package io.gnocchi.server.amqp;
