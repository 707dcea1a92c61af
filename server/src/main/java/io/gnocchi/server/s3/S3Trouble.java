package io.gnocchi.server.s3;

import io.gnocchi.core.model.UnavailableException;
import java.util.Objects;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Puts what went wrong with S3 into words that say what to do.
final class S3Trouble {
    private S3Trouble() {}

    static UnavailableException unavailable(
            String doing, S3Connection connection, SdkException cause) {
        return new UnavailableException(
                "cannot %s in bucket %s at %s: %s; %s"
                        .formatted(
                                doing,
                                connection.bucket(),
                                Objects.requireNonNullElse(connection.endpoint(), "Amazon S3"),
                                reason(cause),
                                advice(cause)),
                cause);
    }

    private static String reason(SdkException cause) {
        String message = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
        return cause instanceof S3Exception answer
                ? "status " + answer.statusCode() + ", " + message
                : message;
    }

    private static String advice(SdkException cause) {
        return switch (cause) {
            case S3Exception answer -> advice(answer);
            case ApiCallTimeoutException _, ApiCallAttemptTimeoutException _ ->
                    "the server is slow or overloaded, or the network to it is";
            default -> "check s3_endpoint_url, the network and the credentials";
        };
    }

    private static String advice(S3Exception answer) {
        return switch (answer.statusCode()) {
            case 301, 307 -> "set s3_region_name to the region of the bucket";
            case 401, 403 ->
                    "check s3_access_key_id and s3_secret_access_key, their rights to get, put,"
                            + " list and delete, and the clock of this machine";
            case 404 -> "run gnocchi-upgrade, which creates the bucket";
            case 409 -> "another writer was there at the same time: try again";
            case 429, 503 -> "the server asks for fewer requests: try again later";
            case 501 -> "this server lacks what is needed, such as conditional writes";
            default -> "try again, and see the log of the server";
        };
    }
}
