package io.gnocchi.server.main;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gnocchi-server`: upgrade, API and metricd in one process; on files and SQLite unless configured
/// otherwise.
@Command(description = "Everything in one process: upgrade, REST API, metricd.")
final class ServerCommand implements Runnable {
    @Mixin private CommonOptions common = new CommonOptions();
    @Mixin private ListenOptions listen = new ListenOptions();
    @Mixin private UpgradeChoices choices = new UpgradeChoices();

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "data",
            description =
                    "Where index and measures are unless the configuration says otherwise"
                            + " (default: ${DEFAULT-VALUE}).")
    private Path dataDirectory = Path.of("data");

    @Option(
            names = "--demo",
            description = "Measure a small simulated fleet, for a look around; as the user admin.")
    private boolean demo;

    @Option(
            names = "--with",
            paramLabel = "DAEMON",
            split = ",",
            description = "Run these besides: statsd, carbon, collectd, amqp1d.")
    private List<String> daemons = new ArrayList<>();

    @Option(
            names = "--check-config",
            paramLabel = "FILE",
            description =
                    "Tell every mistake in a configuration file, and end: with 0 when there is"
                            + " none, else with 1.")
    private @Nullable Path checked;

    @Override
    public void run() {
        var data = dataDirectory.toAbsolutePath().normalize();
        if (checked != null) {
            Logging.configure(Level.WARN, null);
            var report = ConfigurationReport.of(checked, data, System.getenv());
            System.out.print(report.text());
            report.requireNone();
            System.out.println(checked + " is fine");
            return;
        }
        var invocation = common.invocation(overrides(), data);
        var settings = Start.of("gnocchi-server", invocation);
        if (demo) {
            DemoFleet.require(settings);
        }
        create(data);
        try (var lifetime = new Lifetime()) {
            var program = new Program(settings, lifetime);
            program.upgradeWaiting(choices.options(), choices.sacks());
            var doors = program.open();
            var metricd = program.metricd(doors);
            var inbox = program.startInbox(doors);
            settings.daemons().forEach(program.daemons(doors, inbox)::start);
            int port = program.startApi(doors, inbox);
            System.out.println(Greeting.of(settings, port));
            metricd.start();
            if (demo) {
                lifetime.keep(DemoFleet.of(settings, port)).start();
            }
            lifetime.untilStopped();
        }
    }

    private SortedMap<String, String> overrides() {
        var overrides = listen.overrides();
        if (!daemons.isEmpty()) {
            overrides.put("server.daemons", String.join(",", daemons));
        }
        return overrides;
    }

    private static void create(Path data) {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + data, e);
        }
    }
}
