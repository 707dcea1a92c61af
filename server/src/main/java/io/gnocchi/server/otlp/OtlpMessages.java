package io.gnocchi.server.otlp;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Messages to exporters:
///
/// ```
/// ExportMetricsServiceResponse { PartialSuccess partial_success = 1; }
/// PartialSuccess               { int64 rejected_data_points = 1; string error_message = 2; }
/// google.rpc.Status            { int32 code = 1; string message = 2; }
/// ```
public final class OtlpMessages {
    private OtlpMessages() {}

    /// What became of a request.
    ///
    /// @param refused how many points were not taken; of none nothing is told
    public static byte[] exported(int refused, String reason) {
        return refused == 0
                ? new byte[0]
                : written(response -> response.writeByteArray(1, partial(refused, reason)));
    }

    private static byte[] partial(int refused, String reason) {
        return written(message -> {
            message.writeInt64(1, refused);
            message.writeString(2, reason);
        });
    }

    /// Why a request failed.
    ///
    /// @param code as gRPC numbers them
    public static byte[] status(int code, String text) {
        return written(message -> {
            message.writeInt32(1, code);
            message.writeString(2, text);
        });
    }

    @FunctionalInterface
    private interface Writing {
        void to(CodedOutputStream message) throws IOException;
    }

    private static byte[] written(Writing writing) {
        var bytes = new ByteArrayOutputStream();
        try {
            var message = CodedOutputStream.newInstance(bytes);
            writing.to(message);
            message.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
