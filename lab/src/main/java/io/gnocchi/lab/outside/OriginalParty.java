package io.gnocchi.lab.outside;

import io.gnocchi.lab.net.HttpMessage;
import io.gnocchi.lab.net.StoreProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The original, brought up by the scripts that come with it here; it installs Debian packages and
/// wants root.
final class OriginalParty implements Party {
    private final Path scripts;
    private final Path home;
    private final Path log;
    private final int port = Ground.freePort();
    private final int databasePort = Ground.freePort();
    private final Api api = new Api(port);
    private final Snare snare = new Snare();
    private final StoreProxy proxy;
    private boolean closed;

    /// @param scripts the folder of `ref-up.sh`
    OriginalParty(Ground ground, int storePort, Path scripts) throws IOException {
        this.scripts = scripts;
        this.home = ground.folder().resolve("original");
        this.log = ground.folder().resolve("original.log");
        this.proxy = new StoreProxy(storePort, snare);
    }

    @Override
    public String name() {
        return "original";
    }

    @Override
    public void start() throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::closeAtTheEnd));
        run(
                scripts.resolve("ref-up.sh").toString(),
                "--storage",
                "s3",
                "--profile",
                "live",
                "--processing-delay",
                "1",
                "--metricd-workers",
                "1",
                "--port",
                Integer.toString(port));
    }

    private void run(String... command) throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment()
                .putAll(
                        Map.of(
                                "RIG_HOME",
                                home.toString(),
                                "PG_PORT",
                                Integer.toString(databasePort),
                                "S3_ENDPOINT",
                                "http://127.0.0.1:" + proxy.port(),
                                "S3_ACCESS_KEY",
                                "gnocchi",
                                "S3_SECRET_KEY",
                                "gnocchi-secret"));
        if (builder.start().waitFor() != 0) {
            throw new IllegalStateException(List.of(command) + " has failed; see " + log);
        }
    }

    @Override
    public Api api() {
        return api;
    }

    @Override
    public Snare snare() {
        return snare;
    }

    @Override
    public void hold() {
        signal("-STOP");
    }

    @Override
    public void process() {
        signal("-CONT");
    }

    private void closeAtTheEnd() {
        try {
            close();
        } catch (IOException e) {
            throw new UncheckedIOException("the original is not stopped; see " + log, e);
        }
    }

    /// To metricd and the processes it has started.
    private void signal(String signal) {
        try {
            var pid = Files.readString(home.resolve("ref/metricd.pid")).strip();
            run("kill", signal, "--", "-" + pid);
        } catch (IOException e) {
            throw new IllegalStateException("the original's metricd is not there", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// It names the metric, or lists the sack in which the posts of the metric are.
    @Override
    public boolean processes(HttpMessage request, String metric, @Nullable HttpMessage posted) {
        if (request.target().contains(metric)
                || new String(request.body(), StandardCharsets.ISO_8859_1).contains(metric)) {
            return true;
        }
        var sack = posted == null ? "no sack" : posted.target().split("/", -1)[2];
        return request.target().contains("prefix=" + sack + "%2F");
    }

    @Override
    public String kind(HttpMessage request) {
        var target = request.target();
        boolean incoming = target.split("[/?]", 3)[1].endsWith("-measure");
        if (incoming) {
            return switch (request.method()) {
                case "GET" -> target.contains("prefix=") ? "LIST of posts" : "GET of a post";
                case "POST" -> "DELETE of the posts";
                default -> request.method() + " of a post";
            };
        }
        if (target.contains("prefix=")) {
            return "LIST of aggregates";
        }
        return request.method() + (target.contains("/none") ? " of raw points" : " of aggregates");
    }

    /// Also when this program is interrupted; once.
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            process();
            run(scripts.resolve("ref-down.sh").toString(), "--purge");
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        } finally {
            proxy.close();
        }
    }
}
