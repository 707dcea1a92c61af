package io.gnocchi.server.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/// Sets the SDK up so that it works with Amazon and with every server that speaks the older
/// protocol: path style, MD5 instead of trailing checksums, one attempt a call.
final class S3Clients {
    private static final String FIRST_REGION = "us-east-1";
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);

    private S3Clients() {}

    static S3Client open(S3Connection connection) {
        try {
            return builder(connection).build();
        } catch (SdkException e) {
            throw S3Trouble.unavailable("open a client", connection, e);
        }
    }

    static S3ClientBuilder builder(S3Connection connection) {
        var builder =
                S3Client.builder()
                        .httpClientBuilder(http(connection))
                        .forcePathStyle(true)
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .addPlugin(LegacyMd5Plugin.create())
                        .overrideConfiguration(settings ->
                                settings.retryStrategy(AwsRetryStrategy.doNotRetry())
                                        .apiCallTimeout(connection.timeout()));
        if (connection.endpoint() != null) {
            builder.endpointOverride(connection.endpoint());
        }
        if (connection.region() != null) {
            builder.region(Region.of(connection.region()));
        } else if (connection.endpoint() != null) {
            builder.region(Region.of(FIRST_REGION));
        }
        var credentials = connection.credentials();
        if (credentials != null) {
            builder.credentialsProvider(
                    StaticCredentialsProvider.create(
                            AwsBasicCredentials.create(
                                    credentials.accessKeyId(), credentials.secretAccessKey())));
        }
        return builder;
    }

    private static Apache5HttpClient.Builder http(S3Connection connection) {
        return Apache5HttpClient.builder()
                .maxConnections(connection.connections())
                .connectionTimeout(TO_CONNECT)
                .connectionAcquisitionTimeout(connection.timeout())
                .socketTimeout(connection.timeout())
                .tcpKeepAlive(true)
                .expectContinueEnabled(false);
    }

    /// Asks for the bucket in the region that was named; the first region is not one to name.
    static CreateBucketRequest bucketRequest(S3Connection connection) {
        var request = CreateBucketRequest.builder().bucket(connection.bucket());
        String region = connection.region();
        if (region != null && !region.equals(FIRST_REGION)) {
            request.createBucketConfiguration(where -> where.locationConstraint(region));
        }
        return request.build();
    }

    /// The digest that lets the server refuse what the network has damaged.
    static String md5(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(bytes);
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
