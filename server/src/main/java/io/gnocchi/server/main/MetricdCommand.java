package io.gnocchi.server.main;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gnocchi-metricd`: the folding workers.
@Command(description = "Folds measures into aggregates; run as many as the measures want.")
final class MetricdCommand implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(MetricdCommand.class);

    @Mixin private CommonOptions common = new CommonOptions();

    @Option(
            names = "--stop-after-processing-metrics",
            paramLabel = "N",
            defaultValue = "0",
            description = "Unless 0, fold once what waits, and end (for tests).")
    private int stopAfter;

    @Override
    public void run() {
        var settings = Start.of("gnocchi-metricd", common.invocation(Map.of(), null));
        try (var lifetime = new Lifetime()) {
            var program = new Program(settings, lifetime);
            var doors = program.open();
            if (stopAfter > 0) {
                LOG.info("{} metrics folded", program.foldOnce(doors));
            } else {
                program.startMetricd(doors);
                lifetime.untilStopped();
            }
        }
    }
}
