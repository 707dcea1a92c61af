package io.gnocchi.server.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where the objects are.
public sealed interface Storage {

    /// In a folder, which processes on several machines may share.
    record Files(Path base) implements Storage {}

    /// In a bucket.
    ///
    /// @param endpoint null for Amazon's own
    /// @param accessKey null for what the profile or the machine's role says
    record S3(
            String bucket,
            @Nullable URI endpoint,
            @Nullable String region,
            @Nullable AccessKey accessKey,
            int connections,
            Duration timeout)
            implements Storage {}

    /// A key and its secret; the text form does not tell the secret.
    record AccessKey(String id, String secret) {
        @Override
        public String toString() {
            return "AccessKey[" + id + ", ***]";
        }
    }
}
