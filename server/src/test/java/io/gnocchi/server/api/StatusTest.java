package io.gnocchi.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.index.MemoryIndex;
import io.gnocchi.core.manifest.Batch;
import io.gnocchi.core.manifest.BatchSection;
import io.gnocchi.core.manifest.Commit;
import io.gnocchi.core.manifest.MemoryManifest;
import io.gnocchi.core.manifest.SetAside;
import io.gnocchi.core.model.Sacks;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What `/v1/status` tells of the workers and of what is set aside.
class StatusTest {
    private static final UUID POISONOUS = new UUID(0x4000, 1);

    private final MemoryManifest manifest = new MemoryManifest(new Sacks(5));

    private String status(String query) throws Exception {
        try (var server = MemoryServer.over(new MemoryIndex(), manifest);
                var client = HttpClient.newHttpClient()) {
            var url = "http://127.0.0.1:%d/v1/status%s".formatted(server.port(), query);
            var request =
                    HttpRequest.newBuilder(URI.create(url))
                            .header("Authorization", "Basic YWRtaW46")
                            .build();
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }

    @Test
    void ownersOfSacksAreShownInDetail() throws Exception {
        var now = Instant.now();
        manifest.lease("one", now, Duration.ofMinutes(1));
        manifest.lease("two", now, Duration.ofMinutes(1));
        manifest.lease("one", now, Duration.ofMinutes(1));
        manifest.lease("two", now, Duration.ofMinutes(1));

        assertThat(status(""))
                .contains(
                        "\"statistics\": {\"one\": {\"sacks\": [0, 1, 2]}, \"two\": {\"sacks\": [3,"
                                + " 4]}}");
        assertThat(status("?details=false"))
                .contains("\"processors\": [\"one\", \"two\"]")
                .doesNotContain("\"sacks\"");
    }

    @Test
    void sacksOfAWorkerThatIsSilentAreNobodys() throws Exception {
        manifest.lease("one", Instant.now().minusSeconds(60), Duration.ofSeconds(7));
        assertThat(status("")).contains("\"processors\": []").contains("\"statistics\": {}");
    }

    @Test
    void paceOfTheAnsweringProcessIsTold() throws Exception {
        assertThat(status(""))
                .contains(
                        "\"api\": {\"measures_per_second\": 0.0, \"queries_per_second\": 0.0,"
                                + " \"seconds\": 10}");
        assertThat(status("?details=false")).doesNotContain("\"api\"");
    }

    @Test
    void whatIsSetAsideIsCountedAndListed() throws Exception {
        var leases = manifest.lease("one", Instant.now(), Duration.ofMinutes(1));
        var first = SetAside.of(1, POISONOUS, "aside/1", 0, 160, Instant.EPOCH, "absurd");
        var second = SetAside.of(1, POISONOUS, "aside/2", 0, 16, Instant.EPOCH, "absurd");
        var section = new BatchSection(2, 0, 100, 1, 1);
        var batch = new Batch(1, "batch/1", 100, manifest.sacks(), List.of(section));
        var unreadable =
                SetAside.of(2, batch, section, Instant.EPOCH, "damaged", SetAside.Verdict.NONE);
        var marks = List.of(first, second, unreadable);
        var commit =
                new Commit(
                        leases,
                        Commit.UNCHANGED,
                        List.of(),
                        List.of(),
                        marks,
                        List.of(),
                        Map.of(),
                        null);
        assertThat(manifest.commit(commit)).isTrue();

        assertThat(status(""))
                .contains("\"set_aside\": {\"metrics\": 2, \"bytes\": 276, \"first\": [")
                .contains(
                        "{\"sack\": 1, \"metric\": \"%s\", \"bytes\": 160,".formatted(POISONOUS)
                                + " \"since\": \"1970-01-01T00:00:00+00:00\","
                                + " \"reason\": \"absurd\"}")
                .contains("{\"sack\": 2, \"metric\": null, \"bytes\": 100,")
                .contains("\"reason\": \"damaged\"}]}");
        assertThat(status("?details=false")).doesNotContain("set_aside");
    }
}
