package io.gnocchi.server.s3;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/// A real S3 server in this process, on loopback, its objects in memory.
public final class LoopbackS3 implements AutoCloseable {
    private static final S3Credentials CREDENTIALS = new S3Credentials("alice", "wonderland");

    private final S3Proxy proxy;
    private final AtomicInteger buckets = new AtomicInteger();

    private LoopbackS3(S3Proxy proxy) {
        this.proxy = proxy;
    }

    public static LoopbackS3 start() throws Exception {
        BlobStore blobs = new TransientNio2BlobStore();
        S3Proxy proxy =
                S3Proxy.builder()
                        .blobStore(blobs)
                        .endpoint(URI.create("http://127.0.0.1:0"))
                        .awsAuthentication(
                                AuthenticationType.AWS_V2_OR_V4,
                                CREDENTIALS.accessKeyId(),
                                CREDENTIALS.secretAccessKey())
                        .build();
        proxy.start();
        return new LoopbackS3(proxy);
    }

    /// How to reach a bucket of this name, which may not exist.
    public S3Connection connection(String bucket) {
        return connection(bucket, CREDENTIALS);
    }

    /// The same, as somebody else.
    public S3Connection connection(String bucket, S3Credentials credentials) {
        return new S3Connection(
                bucket,
                URI.create("http://127.0.0.1:" + proxy.getPort()),
                null,
                credentials,
                20,
                Duration.ofSeconds(30));
    }

    /// A store over a new bucket.
    public S3Store newStore() {
        var store = new S3Store(connection("bucket-" + buckets.incrementAndGet()));
        store.createBucket();
        return store;
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server does not stop", e);
        }
    }
}
