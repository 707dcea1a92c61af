package io.gnocchi.client.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.client.Screen;
import io.gnocchi.client.ServerTwin;
import io.gnocchi.client.SessionTwin;
import io.gnocchi.client.api.RefusedException;
import io.gnocchi.client.arguments.Arguments;
import io.gnocchi.client.arguments.Reader;
import io.gnocchi.client.parquet.ParquetContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
    private static final String ID = "6f0eb19d-7a3c-4e5b-9f77-0d3b1f6f2a11";
    private static final String RESOURCE =
            "{\"id\":\"a\",\"original_resource_id\":\"web1\",\"type\":\"generic\",\"metrics\":{\"cpu\":\""
                    + ID
                    + "\"}}";
    private static final String POINTS =
            "[[\"2024-05-01T12:00:00+00:00\",300.0,0.1],[\"2024-05-01T12:05:00+00:00\",300.0,\"NaN\"]]";

    @TempDir private Path folder;
    private final ServerTwin server = new ServerTwin();

    @Test
    void pointsBecomeColumnsOfParquet() throws IOException {
        Path file = folder.resolve("web.Parquet");
        server.answers(200, RESOURCE).answers(200, POINTS);
        export(Screen.pipes(80), "-r", "web1", "-o", file.toString());
        List<Group> rows = ParquetContent.of(file).rows();
        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst())
                .hasToString(
                        """
                        resource: web1
                        metric: cpu
                        metric_id: 6f0eb19d-7a3c-4e5b-9f77-0d3b1f6f2a11
                        aggregation: mean
                        granularity: 300.0
                        timestamp: %d
                        value: 0.1
                        """
                                .formatted(
                                        Instant.parse("2024-05-01T12:00:00Z").toEpochMilli()
                                                * 1000));
        assertThat(rows.getLast().getDouble("value", 0)).isNaN();
        assertThat(files()).containsExactly(file);
    }

    @Test
    void nameOfTheFileSaysTheFormWhenNothingElseDoes() throws IOException {
        assertThat(exported("a.csv", "-r", "web1"))
                .startsWith("resource,metric,metric_id,aggregation,granularity,timestamp,value")
                .contains("web1,cpu," + ID + ",mean,300.0,2024-05-01T12:00:00+00:00,0.1");
        assertThat(exported("a.json", "-r", "web1")).startsWith("[\n{").endsWith("}\n]\n");
        assertThat(exported("a.jsonl", "-r", "web1")).startsWith("{").endsWith("}\n");
        assertThat(exported("a.ndjson", "-r", "web1")).startsWith("{").endsWith("}\n");
        assertThat(exported("a", "-r", "web1")).startsWith("resource,metric");
        assertThat(exported("b.json", "-r", "web1", "-f", "csv")).startsWith("resource,metric");
        assertThat(exported("b.csv", "-r", "web1", "-f", "parquet")).startsWith("PAR1");
    }

    @Test
    void parquetGoesIntoAPipeAndToNoTerminal() {
        server.answers(200, RESOURCE).answers(200, POINTS);
        Screen pipes = Screen.pipes(80);
        export(pipes, "-r", "web1", "-f", "parquet", "-o", "-");
        assertThat(pipes.out()).startsWith("PAR1").endsWith("PAR1");
        assertThat(pipes.err()).isEmpty();
        assertThatThrownBy(() -> export(Screen.terminal(80), "-r", "web1", "-f", "parquet"))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("--output FILE");
    }

    @Test
    void exportThatFailsLeavesNothing() throws IOException {
        for (String name : List.of("a.csv", "a.parquet")) {
            server.answers(200, RESOURCE).answers(403, "{\"description\":\"no\"}");
            String file = folder.resolve(name).toString();
            assertThatThrownBy(() -> export(Screen.pipes(80), "-r", "web1", "-o", file))
                    .isInstanceOf(RefusedException.class);
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void whatIsNoFileIsNotReplaced() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("a"));
        server.answers(200, RESOURCE);
        assertThatThrownBy(() -> export(Screen.pipes(80), "-r", "web1", "-o", directory.toString()))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("cannot be written");
        assertThat(files()).containsExactly(directory);
        assertThat(directory).isDirectory();
    }

    private String exported(String name, String... words) throws IOException {
        server.answers(200, RESOURCE).answers(200, POINTS);
        Path file = folder.resolve(name);
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-o", file.toString()));
        export(Screen.pipes(80), all.toArray(String[]::new));
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    private List<Path> files() throws IOException {
        try (var all = Files.list(folder)) {
            return all.toList();
        }
    }

    private void export(Screen screen, String... words) {
        Command command = ExportCommand.command();
        Arguments arguments = Reader.read(command.syntax(), List.of(words));
        command.action()
                .run(
                        new SessionTwin(server.gnocchi(), screen),
                        arguments,
                        Syntaxes.layout(arguments, Map.of(), screen.terminal()));
    }
}
