package io.gnocchi.server.s3;

/// A key and its secret. The text form does not tell the secret.
public record S3Credentials(String accessKeyId, String secretAccessKey) {
    public S3Credentials {
        if (accessKeyId.isBlank() || secretAccessKey.isBlank()) {
            throw new IllegalArgumentException("an S3 access key goes with its secret");
        }
    }

    @Override
    public String toString() {
        return "S3Credentials[" + accessKeyId + ", ***]";
    }
}
