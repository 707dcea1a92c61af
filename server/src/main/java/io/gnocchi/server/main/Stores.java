package io.gnocchi.server.main;

import io.gnocchi.core.store.FileStore;
import io.gnocchi.core.store.ObjectStore;
import io.gnocchi.core.store.Pause;
import io.gnocchi.core.store.RetryingStore;
import io.gnocchi.server.ops.Place;
import io.gnocchi.server.s3.S3Connection;
import io.gnocchi.server.s3.S3Credentials;
import io.gnocchi.server.s3.S3Store;
import io.gnocchi.server.settings.Storage;
import java.time.Duration;

/// The object store that the configuration names.
///
/// @param pause between two attempts of a request
record Stores(Storage storage, Pause pause) {
    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    ObjectStore open() {
        return switch (storage) {
            case Storage.Files(var base) -> new FileStore(base);
            case Storage.S3 s3 -> retrying(new S3Store(connection(s3)));
        };
    }

    private ObjectStore retrying(ObjectStore store) {
        return new RetryingStore(
                store, ATTEMPTS, FIRST_PAUSE.toNanos(), LONGEST_PAUSE.toNanos(), pause);
    }

    /// Where it is, to be made there.
    Place place() {
        return switch (storage) {
            case Storage.Files(var base) ->
                    new Place("file " + base, () -> new FileStore(base).close());
            case Storage.S3 s3 ->
                    new Place(
                            "s3 "
                                    + s3.bucket()
                                    + (s3.endpoint() == null ? "" : " at " + s3.endpoint()),
                            () -> {
                                try (var store = new S3Store(connection(s3))) {
                                    store.createBucket();
                                }
                            });
        };
    }

    private static S3Connection connection(Storage.S3 s3) {
        var key = s3.accessKey();
        return new S3Connection(
                s3.bucket(),
                s3.endpoint(),
                s3.region(),
                key == null ? null : new S3Credentials(key.id(), key.secret()),
                s3.connections(),
                s3.timeout());
    }
}
