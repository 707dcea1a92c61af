package io.gnocchi.lab.ways;

import io.gnocchi.lab.bench.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Imports a file of CSV by the command line.
///
/// @param command the command line's
/// @param folder for the file
/// @param measures of the file
record ImportRun(Served server, Path command, Path folder, Way.Measures measures) {

    /// What came of it: what the server used, and what the command did.
    List<Outcome> run() throws IOException, InterruptedException {
        var file = folder.resolve("import.csv");
        write(file);
        double cpu = server.cpuSeconds();
        double own = ProcessTree.endedCpuSeconds(ProcessHandle.current().pid());
        long accepted = server.accepted("native");
        long begun = System.nanoTime();
        var process =
                new ProcessBuilder(
                                command.toString(),
                                "--endpoint",
                                server.address(),
                                "--user",
                                "admin",
                                "measures",
                                "import",
                                "--create",
                                "--restart",
                                "--state",
                                folder.resolve("state").toString(),
                                file.toString())
                        .inheritIO()
                        .start();
        if (process.waitFor() != 0) {
            throw new IOException("the import ended with " + process.exitValue());
        }
        double wall = (System.nanoTime() - begun) / 1e9;
        long came = server.accepted("native") - accepted;
        if (came != measures.count()) {
            throw new IOException("%d of %d came".formatted(came, measures.count()));
        }
        double bytes = Files.size(file) / (double) came;
        double server = this.server.cpuSeconds() - cpu;
        double client = ProcessTree.endedCpuSeconds(ProcessHandle.current().pid()) - own;
        return List.of(
                new Outcome("CSV", "a file of " + came, came, wall, server, bytes, 0),
                new Outcome("CSV, the command", "the same", came, wall, client, bytes, 0));
    }

    /// A minute after the other, each with the measures of all metrics.
    private void write(Path file) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            out.write("timestamp,resource,metric,value\n");
            for (int i = 0; i < measures.seconds(); i++) {
                long at = Way.begin(measures, 0) + i;
                for (int host = 0; host < measures.hosts(); host++) {
                    for (int metric = 0; metric < measures.metrics(); metric++) {
                        double value = Way.value(host, metric, at);
                        out.write(at + "," + measures.host() + host + ",m" + metric);
                        out.write("," + value + "\n");
                    }
                }
            }
        }
    }
}
