package io.gnocchi.server.main;

import io.gnocchi.core.model.Sacks;
import io.gnocchi.server.ops.SackNumber;
import io.gnocchi.server.ops.Ticker;
import io.gnocchi.server.settings.SettingsException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gnocchi-change-sack-size`: changes the number of sacks.
@Command(
        description = {
            "Changes the number of sacks, which bounds how many workers of metricd can share the"
                    + " work. Everything else may run meanwhile.",
            "Ends with 0 when there are so many, 1 when somebody else made it another number"
                    + " meanwhile or it would have to wait, 2 when it could not run. It may be"
                    + " killed and begun again."
        },
        exitCodeOnExecutionException = 2)
final class ChangeSackSizeCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int MOST = 65_535;

    @Mixin private CommonOptions common = new CommonOptions();

    @Option(
            names = "--sacks-number",
            paramLabel = "N",
            required = true,
            description = "How many there shall be: 1 to " + MOST + ".")
    private int sacks;

    @Option(
            names = "--no-wait",
            description =
                    "End at once when metricd has not taken over everything from a change before.")
    private boolean endsAtOnce;

    @Override
    public Integer call() {
        if (sacks < 1 || sacks > MOST) {
            throw new SettingsException(
                    "--sacks-number: %d is not between 1 and %d".formatted(sacks, MOST));
        }
        var settings = Start.of("gnocchi-change-sack-size", common.invocation(Map.of(), null));
        try (var lifetime = new Lifetime()) {
            var program = new Program(settings, lifetime);
            var doors = program.openUncached();
            var ticker = new Ticker(System.err, Terminal.attended() != null);
            var number =
                    new SackNumber(
                            program.sackChange(doors),
                            doors.manifest(),
                            InstantSource.system(),
                            ticker,
                            System.out,
                            PAUSE);
            return number.change(new Sacks(sacks), !endsAtOnce) ? 0 : 1;
        } catch (IllegalArgumentException e) {
            throw new SettingsException(String.valueOf(e.getMessage()));
        }
    }
}
