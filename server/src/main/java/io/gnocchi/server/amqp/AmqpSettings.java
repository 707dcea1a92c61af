package io.gnocchi.server.amqp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How the daemon is to run.
///
/// @param url of broker and queue
/// @param resourceType of the hosts; made when it is not there
/// @param creator who owns resources and metrics; null for nobody
public record AmqpSettings(
        String url, String resourceType, @Nullable String creator, Duration flushDelay) {}
