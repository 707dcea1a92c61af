package io.gnocchi.server.s3;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where the objects are and how to get there.
///
/// @param bucket everything of one installation
/// @param endpoint null for Amazon's own
/// @param region null for what the environment says, or for `us-east-1` at another endpoint
/// @param credentials null for what the environment, the profile or the machine's role says
/// @param connections open at once
/// @param timeout of one call, from asking for a connection to the last byte
public record S3Connection(
        String bucket,
        @Nullable URI endpoint,
        @Nullable String region,
        @Nullable S3Credentials credentials,
        int connections,
        Duration timeout) {
    public S3Connection {
        if (bucket.isBlank() || connections < 1 || !timeout.isPositive()) {
            throw new IllegalArgumentException(
                    "bucket '%s', %d connections, timeout %s"
                            .formatted(bucket, connections, timeout));
        }
    }
}
