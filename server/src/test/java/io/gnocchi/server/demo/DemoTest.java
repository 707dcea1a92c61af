package io.gnocchi.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.index.MemoryIndex;
import io.gnocchi.core.manifest.MemoryManifest;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.server.api.MemoryServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class DemoTest {
    @Test
    void aDayIsThereAndMayBePostedAgain() throws Exception {
        try (var server = MemoryServer.over(new MemoryIndex(), new MemoryManifest(new Sacks(8)));
                var client = HttpClient.newHttpClient()) {
            var api = URI.create("http://127.0.0.1:%d/".formatted(server.port()));
            try (var demo = new Demo(api, "admin", InstantSource.system())) {
                demo.fill();
                demo.fill();
            }
            var path = "v1/resource/host/host-1/metric/cpu.util/measures?granularity=60";
            var request =
                    HttpRequest.newBuilder(api.resolve(path))
                            .header("Authorization", "Basic YWRtaW46")
                            .build();
            var points = client.send(request, BodyHandlers.ofString()).body().split("\\], \\[");
            assertThat(points).hasSize(24 * 60 + 1);
        }
    }
}
