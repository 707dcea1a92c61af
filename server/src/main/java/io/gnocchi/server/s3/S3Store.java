package io.gnocchi.server.s3;

import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.store.CorruptObjectException;
import io.gnocchi.core.store.ObjectKeys;
import io.gnocchi.core.store.ObjectMissingException;
import io.gnocchi.core.store.ObjectStore;
import io.gnocchi.core.store.StoredObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Objects in one bucket of S3.
///
/// A call is one request, never repeated here: a put that is sent again after its effect would hear
/// that the object exists. Only a listing takes a request for each thousand objects, and a delete
/// one for each thousand keys. Wrap it in a retrying store, which knows how to tell its own object.
///
/// Put-if-absent rests on `If-None-Match: *`. A server that ignores this header would lose measures
/// in silence, so [#createBucket()] makes sure that it does not.
public final class S3Store implements ObjectStore {
    private static final int MOST_KEYS_A_DELETE = 1_000;
    private static final String PROBE = "probe/put-if-absent";
    private static final int PROBES = 5;

    /// More than any server takes (50 TB).
    private static final long LARGEST_OBJECT = 1L << 46;

    private static final int PRECONDITION_FAILED = 412;
    private static final int NOT_FOUND = 404;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final S3Connection connection;
    private final S3Client client;

    /// Opens the store; nothing is sent.
    ///
    /// @throws UnavailableException when nothing tells a region or credentials
    public S3Store(S3Connection connection) {
        this(connection, S3Clients.open(connection));
    }

    S3Store(S3Connection connection, S3Client client) {
        this.connection = connection;
        this.client = client;
    }

    /// Makes the bucket unless it is there, and checks that the server keeps the promise of
    /// put-if-absent. Any number of processes may do so at once.
    ///
    /// @throws UnavailableException also when the server does not keep it
    public void createBucket() {
        if (!bucketExists()) {
            makeBucket();
        }
        for (int attempt = 1; !refusesToOverwrite(); attempt++) {
            if (attempt == PROBES) {
                throw new UnavailableException(
                        "the S3 server of bucket "
                                + connection.bucket()
                                + " overwrites objects in spite of 'If-None-Match: *'; use a"
                                + " server, or a version of it, that knows conditional writes");
            }
        }
    }

    /// A false answer may come from another process, which deleted its probe between our two puts.
    private boolean refusesToOverwrite() {
        putIfAbsent(PROBE, new byte[] {1});
        boolean refused = !putIfAbsent(PROBE, new byte[] {2});
        delete(List.of(PROBE));
        return refused;
    }

    @Override
    public boolean putIfAbsent(String key, byte[] bytes) {
        ObjectKeys.check(key);
        var body =
                RequestBody.fromContentProvider(
                        ContentStreamProvider.fromByteArrayUnsafe(bytes),
                        bytes.length,
                        "application/octet-stream");
        String digest = S3Clients.md5(bytes);
        return translated(
                "put object " + key,
                () -> {
                    try {
                        client.putObject(
                                put ->
                                        put.bucket(connection.bucket())
                                                .key(key)
                                                .ifNoneMatch("*")
                                                .contentMD5(digest),
                                body);
                        return true;
                    } catch (S3Exception e) {
                        if (e.statusCode() == PRECONDITION_FAILED) {
                            return false;
                        }
                        throw e;
                    }
                });
    }

    @Override
    public byte[] get(String key) {
        ObjectKeys.check(key);
        return translated("get object " + key, () -> found(key, null).asByteArrayUnsafe());
    }

    @Override
    public byte[] get(String key, long offset, int length) {
        ObjectKeys.check(key);
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException(length + " bytes from " + offset + " of " + key);
        }
        return translated("get object " + key, () -> part(key, offset, length));
    }

    @Override
    public List<StoredObject> list(String prefix) {
        ObjectKeys.checkPrefix(prefix);
        return translated(
                "list objects " + prefix + "*",
                () ->
                        client
                                .listObjectsV2Paginator(
                                        list -> list.bucket(connection.bucket()).prefix(prefix))
                                .contents()
                                .stream()
                                .map(object -> new StoredObject(object.key(), object.size()))
                                .sorted(Comparator.comparing(StoredObject::key))
                                .toList());
    }

    @Override
    public void forget(String key) {
        // Nothing is remembered.
    }

    @Override
    public void delete(Collection<String> keys) {
        keys.forEach(ObjectKeys::check);
        var all = List.copyOf(keys);
        for (int from = 0; from < all.size(); from += MOST_KEYS_A_DELETE) {
            deleteLot(all.subList(from, Math.min(all.size(), from + MOST_KEYS_A_DELETE)));
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private boolean bucketExists() {
        return translated(
                "look for the bucket",
                () -> {
                    try {
                        client.headBucket(head -> head.bucket(connection.bucket()));
                        return true;
                    } catch (S3Exception e) {
                        if (e.statusCode() == NOT_FOUND) {
                            return false;
                        }
                        throw e;
                    }
                });
    }

    private void makeBucket() {
        try {
            translated(
                    "create the bucket",
                    () -> client.createBucket(S3Clients.bucketRequest(connection)));
        } catch (UnavailableException e) {
            boolean anotherWasFaster =
                    e.getCause() instanceof BucketAlreadyOwnedByYouException
                            || e.getCause() instanceof BucketAlreadyExistsException;
            if (!anotherWasFaster || !bucketExists()) {
                throw e;
            }
        }
    }

    private ResponseBytes<GetObjectResponse> found(String key, @Nullable String range) {
        try {
            return client.getObject(
                    get -> get.bucket(connection.bucket()).key(key).range(range),
                    ResponseTransformer.toBytes());
        } catch (NoSuchKeyException _) {
            throw new ObjectMissingException(key);
        }
    }

    /// The part, cut from what the server sent: that is the part itself, or the whole object when
    /// the server does not know ranges. For an empty part the first byte is asked, since no range
    /// is empty; an object that does not have one is empty.
    private byte[] part(String key, long offset, int length) {
        if (offset > LARGEST_OBJECT) {
            throw tooShort(key, offset, length);
        }
        long last = length == 0 ? 0 : offset + length - 1;
        try {
            var found = found(key, "bytes=" + (length == 0 ? 0 : offset) + "-" + last);
            byte[] bytes = found.asByteArrayUnsafe();
            String partSent = found.response().contentRange();
            if (partSent == null) {
                return cut(key, bytes, offset, length);
            }
            boolean complete = length == 0 ? offset <= sizeIn(partSent) : bytes.length == length;
            if (!complete) {
                throw tooShort(key, offset, length);
            }
            return length == 0 ? new byte[0] : bytes;
        } catch (S3Exception e) {
            if (e.statusCode() != RANGE_NOT_SATISFIABLE) {
                throw e;
            }
            return cut(key, new byte[0], offset, length);
        }
    }

    private static byte[] cut(String key, byte[] whole, long offset, int length) {
        if (offset > whole.length - length) {
            throw tooShort(key, offset, length);
        }
        return Arrays.copyOfRange(whole, (int) offset, (int) offset + length);
    }

    /// The last word of `bytes 0-0/14`.
    private static long sizeIn(String contentRange) {
        return Long.parseLong(contentRange.substring(contentRange.indexOf('/') + 1));
    }

    private static CorruptObjectException tooShort(String key, long offset, int length) {
        return new CorruptObjectException(
                "object %s ends before %d bytes from %d".formatted(key, length, offset));
    }

    private void deleteLot(List<String> keys) {
        var identifiers = new ArrayList<ObjectIdentifier>();
        for (String key : keys) {
            identifiers.add(ObjectIdentifier.builder().key(key).build());
        }
        var request =
                DeleteObjectsRequest.builder()
                        .bucket(connection.bucket())
                        .delete(delete -> delete.objects(identifiers).quiet(true))
                        .build();
        var errors = translated("delete objects", () -> client.deleteObjects(request).errors());
        if (!errors.isEmpty()) {
            var first = errors.getFirst();
            throw new UnavailableException(
                    "cannot delete %d of %d objects in bucket %s, such as %s: %s %s"
                            .formatted(
                                    errors.size(),
                                    keys.size(),
                                    connection.bucket(),
                                    first.key(),
                                    first.code(),
                                    first.message()));
        }
    }

    private <T> T translated(String doing, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw S3Trouble.unavailable(doing, connection, e);
        }
    }
}
