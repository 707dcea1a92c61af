package io.gnocchi.server.main;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @Override
    public void run() {
        var data = dataDirectory.toAbsolutePath().normalize();
        var invocation = common.invocation(listen.overrides(), data);
        var settings = Start.of("gnocchi-server", invocation);
        create(data);
        try (var lifetime = new Lifetime()) {
            var program = new Program(settings, lifetime);
            program.upgradeWaiting(choices.options(), choices.sacks());
            var doors = program.open();
            program.startMetricd(doors);
            int port = program.startApi(doors);
            System.out.println(Greeting.of(settings, port));
            lifetime.untilStopped();
        }
    }

    private static void create(Path data) {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + data, e);
        }
    }
}
