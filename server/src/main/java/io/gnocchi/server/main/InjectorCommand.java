package io.gnocchi.server.main;

import io.gnocchi.server.injector.ApiTarget;
import io.gnocchi.server.injector.DoorTarget;
import io.gnocchi.server.injector.Injection;
import io.gnocchi.server.injector.InjectionException;
import io.gnocchi.server.injector.InjectorSettings;
import io.gnocchi.server.injector.Target;
import io.gnocchi.server.ops.Ticker;
import io.gnocchi.server.settings.SettingsException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gnocchi-injector`: a load made up, and how fast it was taken.
@Command(
        description = {
            "Creates metrics, posts random measures of theirs, a second apart and beginning now,"
                + " and tells how fast they were taken. With --endpoint through the API, else, by"
                + " the configuration, straight into the inbox as the original did.",
            "The metrics stay: try it on a deployment that may be thrown away. The figures are what"
                    + " a caller sees, this program's own work included."
        })
final class InjectorCommand implements Runnable {
    @Mixin private CommonOptions common = new CommonOptions();

    @Option(
            names = "--metrics",
            paramLabel = "N",
            required = true,
            description = "Number of metrics to create.")
    private int metrics;

    @Option(
            names = "--measures",
            paramLabel = "N",
            required = true,
            description = "Measures of each metric in a round.")
    private int measures;

    @Option(
            names = "--archive-policy-name",
            paramLabel = "NAME",
            defaultValue = "low",
            description = "Archive policy of the metrics (default: ${DEFAULT-VALUE}).")
    private String archivePolicy = "low";

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            description = "Go on with a round after so many seconds, until stopped.")
    private @Nullable Double interval;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "With --interval: end after so many rounds.")
    private @Nullable Integer rounds;

    @Option(names = "--process", description = "A round ends when everything is folded.")
    private boolean processes;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Measures of one request, at most (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "4",
            description = "Requests under way at a time (default: ${DEFAULT-VALUE}).")
    private int clients;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Post through the API that listens there, as http://127.0.0.1:8041.")
    private @Nullable URI endpoint;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            defaultValue = "admin",
            description = "Who asks, by basic authentication (default: ${DEFAULT-VALUE}).")
    private String user = "admin";

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "Who asks, by a token of Keystone.")
    private @Nullable String token;

    @Override
    public void run() {
        var settings = settings();
        try {
            if (endpoint == null) {
                intoTheInbox(settings);
            } else {
                throughTheApi(endpoint, settings);
            }
        } catch (InjectionException e) {
            throw new SettingsException(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private InjectorSettings settings() {
        require(metrics >= 1, "--metrics must be at least 1");
        require(measures >= 1, "--measures must be at least 1");
        require(batch >= 1, "--batch must be at least 1");
        require(clients >= 1, "--clients must be at least 1");
        require(interval == null || interval >= 0, "--interval cannot be negative");
        require(rounds == null || interval != null, "--rounds needs --interval");
        require(rounds == null || rounds >= 1, "--rounds must be at least 1");
        long millis = interval == null ? 0 : Math.round(interval * 1000);
        return new InjectorSettings(
                metrics,
                measures,
                archivePolicy,
                batch,
                clients,
                interval == null ? 1 : rounds == null ? 0 : rounds,
                Duration.ofMillis(millis),
                processes);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new SettingsException(otherwise);
        }
    }

    private void throughTheApi(URI endpoint, InjectorSettings settings)
            throws InterruptedException {
        var scheme = String.valueOf(endpoint.getScheme());
        require(
                (scheme.equals("http") || scheme.equals("https")) && endpoint.getHost() != null,
                "--endpoint: %s is no address; write http://127.0.0.1:8041".formatted(endpoint));
        var api = endpoint.getPath().endsWith("/") ? endpoint : URI.create(endpoint + "/");
        try (var target = new ApiTarget(api, credentials())) {
            inject(target, settings);
        }
    }

    private Map<String, String> credentials() {
        if (token != null) {
            return Map.of("X-Auth-Token", token);
        }
        var basic = (user + ":").getBytes(StandardCharsets.UTF_8);
        return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(basic));
    }

    private void intoTheInbox(InjectorSettings settings) throws InterruptedException {
        var configured = Start.of("gnocchi-injector", common.invocation(Map.of(), null));
        try (var lifetime = new Lifetime()) {
            var program = new Program(configured, lifetime);
            var doors = program.open();
            var folding = program.folding(doors);
            Runnable fold =
                    () -> {
                        int _ = folding.applyAsInt(Integer.MAX_VALUE);
                    };
            var inbox = program.startInbox(doors);
            inject(new DoorTarget(doors.index(), doors.manifest(), inbox, fold, user), settings);
        }
    }

    private static void inject(Target target, InjectorSettings settings)
            throws InterruptedException {
        var ticker = new Ticker(System.err, Terminal.attended() != null);
        new Injection(
                        target,
                        settings,
                        new Random(),
                        InstantSource.system(),
                        ticker,
                        ticker::clear,
                        System.out)
                .run();
    }
}
