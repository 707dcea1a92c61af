package io.gnocchi.server.main;

import io.gnocchi.core.manifest.SetAside;
import io.gnocchi.core.repair.Check;
import io.gnocchi.core.repair.Repair;
import io.gnocchi.server.ops.Findings;
import io.gnocchi.server.ops.Ticker;
import io.gnocchi.server.settings.SettingsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gnocchi-check`: looks at every object and row, and does about findings what it is told.
@Command(
        description = {
            "Looks at every object, every row of the manifest and their agreement. Changes nothing"
                    + " unless told to; may run while everything else does.",
            "Ends with 0 when nothing has to be done, 1 when something has, 2 when it could not"
                    + " run."
        },
        exitCodeOnExecutionException = 2)
final class CheckCommand implements Callable<Integer> {
    private static final Duration ORPHAN_AGE = Duration.ofHours(1);

    @Mixin private CommonOptions common = new CommonOptions();
    @Mixin private Consent consent = new Consent();

    @Option(
            names = "--retry",
            paramLabel = "ID",
            description =
                    "Let metricd fold again what is set aside of this metric, or in this object.")
    private List<String> retried = new ArrayList<>();

    @Option(
            names = "--drop",
            paramLabel = "ID",
            description = "Forget what is set aside of this metric, or in this object.")
    private List<String> dropped = new ArrayList<>();

    @Option(
            names = "--drop-damaged",
            paramLabel = "KEY",
            description =
                    "Do without what is missing or cannot be read of this batch or segment; the"
                            + " rest of it is kept. Needs metricd to be stopped.")
    private List<String> givenUp = new ArrayList<>();

    @Option(
            names = "--remove-orphans",
            description = "Delete objects that nothing refers to and that are older than an hour.")
    private boolean removesOrphans;

    @Option(names = "--brief", description = "List only what somebody has to do something about.")
    private boolean brief;

    @Override
    public Integer call() {
        var settings = Start.of("gnocchi-check", common.invocation(Map.of(), null));
        try (var lifetime = new Lifetime()) {
            var program = new Program(settings, lifetime);
            var doors = program.openUncached();
            return isRepair() ? repair(program.repair(doors)) : check(doors);
        }
    }

    private boolean isRepair() {
        return removesOrphans || !retried.isEmpty() || !dropped.isEmpty() || !givenUp.isEmpty();
    }

    private int check(Doors doors) {
        var ticker = new Ticker(System.err, Terminal.attended() != null);
        var findings = new Findings(System.out, ticker, brief);
        new Check(doors.manifest(), doors.store(), doors.index(), ticker, findings).run();
        findings.summary();
        return findings.troubles() == 0 ? 0 : 1;
    }

    private int repair(Repair repair) {
        boolean allFound = true;
        for (var id : retried) {
            allFound &= judge(repair, id, SetAside.Verdict.RETRY);
        }
        for (var id : dropped) {
            consent.require("what is set aside of " + id + " will be forgotten");
            allFound &= judge(repair, id, SetAside.Verdict.DROP);
        }
        for (var key : givenUp) {
            consent.require("what cannot be read of " + key + " will be lost for ever");
            giveUp(repair, key);
        }
        if (removesOrphans) {
            System.out.printf("%d orphans deleted%n", repair.removeOrphans(ORPHAN_AGE));
        }
        return allFound ? 0 : 1;
    }

    private static boolean judge(Repair repair, String id, SetAside.Verdict verdict) {
        int marks = repair.judge(id, verdict);
        System.out.printf(
                "%s: %s%n",
                id, marks == 0 ? "nothing is set aside" : "metricd will " + verdict + " it");
        return marks > 0;
    }

    private static void giveUp(Repair repair, String key) {
        try {
            var loss = repair.dropDamaged(key);
            System.out.printf(
                    "%s: given up for %d sacks; %d records kept, %d lost%n",
                    key, loss.sacks(), loss.kept(), loss.lost());
        } catch (IllegalStateException e) {
            throw new SettingsException(String.valueOf(e.getMessage()));
        }
    }
}
