package io.gnocchi.server.main;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.Sacks;
import io.gnocchi.server.ops.UpgradeOptions;
import io.gnocchi.server.s3.LoopbackS3;
import io.gnocchi.server.settings.Invocation;
import io.gnocchi.server.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RestartOnS3Test {
    @TempDir private Path folder;

    private Program program(LoopbackS3 server, Lifetime lifetime) {
        var connection = server.connection("gnocchi-objects");
        var credentials = requireNonNull(connection.credentials());
        var overrides =
                Map.of(
                        "storage.driver",
                        "s3",
                        "storage.s3_bucket_prefix",
                        "gnocchi",
                        "storage.s3_endpoint_url",
                        String.valueOf(connection.endpoint()),
                        "storage.s3_region_name",
                        "us-east-1",
                        "storage.s3_access_key_id",
                        credentials.accessKeyId(),
                        "storage.s3_secret_access_key",
                        credentials.secretAccessKey());
        var invocation = new Invocation(List.of(), List.of(), overrides, folder);
        return new Program(Settings.read(invocation, Map.of()), lifetime);
    }

    /// The second process reads from the data directory what the first has fetched.
    @Test
    void whatWasReadIsNotFetchedAgain() throws Exception {
        try (var server = LoopbackS3.start()) {
            try (var lifetime = new Lifetime()) {
                var first = program(server, lifetime);
                first.upgrade(UpgradeOptions.EVERYTHING, new Sacks(4));
                try (var writing = program(server, lifetime).openUncached().store()) {
                    writing.putIfAbsent("segment/a", new byte[1_000]);
                }
                var doors = first.open();
                assertThat(doors.store().get("segment/a", 10, 20)).hasSize(20);
                assertThat(doors.requests().get().gets()).isEqualTo(1);
            }
            try (var lifetime = new Lifetime()) {
                var doors = program(server, lifetime).open();
                assertThat(doors.store().get("segment/a", 10, 20)).hasSize(20);
                assertThat(doors.requests().get().gets()).isZero();
            }
        }
    }
}
