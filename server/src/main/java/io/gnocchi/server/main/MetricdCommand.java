package io.gnocchi.server.main;

import io.gnocchi.server.settings.Settings;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gnocchi-metricd`: the folding workers.
@Command(
        description = {
            "Folds measures into aggregates; run as many as the measures want.",
            "SIGHUP reads the configuration again and starts other workers in place of these;"
                    + " SIGTERM lets them finish the step in hand and ends with 0."
        })
final class MetricdCommand implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(MetricdCommand.class);

    @Mixin private CommonOptions common = new CommonOptions();

    @Option(
            names = "--stop-after-processing-metrics",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Unless 0, fold until N metrics were folded or nothing waits, and end (for"
                            + " tests).")
    private int stopAfter;

    @Override
    public void run() {
        var settings = settings();
        try (var lifetime = new Lifetime()) {
            if (stopAfter > 0) {
                var program = new Program(settings, lifetime);
                LOG.info(
                        "{} metrics folded", program.folding(program.open()).applyAsInt(stopAfter));
            } else {
                var workforce = lifetime.keep(new Workforce(this::settings));
                workforce.start(settings);
                HangUp.whenCalled(workforce::replace);
                lifetime.untilStopped();
            }
        }
    }

    private Settings settings() {
        return Start.of("gnocchi-metricd", common.invocation(Map.of(), null));
    }
}
