package io.gnocchi.server.main;

import io.gnocchi.core.manifest.Contents;
import io.gnocchi.core.repair.ManifestRebuild;
import io.gnocchi.server.ops.Findings;
import io.gnocchi.server.ops.Ticker;
import io.gnocchi.server.settings.SettingsException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gnocchi-rebuild-manifest`: makes the manifest anew from the objects alone.
@Command(
        description = {
            "Makes the manifest anew from the objects alone: after a loss of the database, or a"
                    + " restore of an older one. Every other process must be stopped.",
            "Ends with 0 when it is made, 1 when objects are missing or damaged (then it is made"
                    + " only with --despite-findings), 2 when it could not run."
        },
        exitCodeOnExecutionException = 2)
final class RebuildCommand implements Callable<Integer> {
    @Mixin private CommonOptions common = new CommonOptions();
    @Mixin private Consent consent = new Consent();

    @Option(names = "--dry-run", description = "Only tell what the manifest would be.")
    private boolean isDry;

    @Option(
            names = "--despite-findings",
            description = "Make it even when objects are missing or damaged.")
    private boolean despiteFindings;

    @Override
    public Integer call() {
        var settings = Start.of("gnocchi-rebuild-manifest", common.invocation(Map.of(), null));
        try (var lifetime = new Lifetime()) {
            return rebuild(new Program(settings, lifetime).openUncached());
        }
    }

    private int rebuild(Doors doors) {
        var ticker = new Ticker(System.err, Terminal.attended() != null);
        var findings = new Findings(System.out, ticker, true);
        var contents = contents(doors, findings, ticker);
        findings.summary();
        tell(contents);
        boolean isWhole = findings.troubles() == 0;
        if (isDry || !(isWhole || despiteFindings)) {
            System.out.println("the manifest was left as it is");
            return isWhole ? 0 : 1;
        }
        requireRest(doors);
        consent.require("the manifest will be replaced");
        doors.manifest().restore(contents);
        System.out.println("the manifest was made anew");
        return isWhole ? 0 : 1;
    }

    private static Contents contents(Doors doors, Findings findings, Ticker ticker) {
        try {
            return ManifestRebuild.contents(
                    doors.store(), doors.manifest().sacks().count(), findings, ticker);
        } catch (IllegalStateException e) {
            throw new SettingsException(String.valueOf(e.getMessage()));
        }
    }

    private static void tell(Contents contents) {
        long parts = contents.states().stream().mapToLong(state -> state.parts().size()).sum();
        long marks = contents.states().stream().mapToLong(state -> state.setAside().size()).sum();
        long folded =
                contents.states().stream().mapToLong(Contents.State::consumed).min().orElse(0);
        long waiting =
                contents.batches().stream().filter(batch -> batch.ordinal() > folded).count();
        System.out.printf(
                "ordinal %d, %d batches not folded everywhere, %d parts in %d sacks, %d set"
                        + " aside%n",
                contents.head(), waiting, parts, contents.states().size(), marks);
    }

    private static void requireRest(Doors doors) {
        var alive = doors.manifest().workers(InstantSource.system().instant());
        if (!alive.isEmpty()) {
            throw new SettingsException("metricd runs (" + alive + "): stop everything first");
        }
    }
}
