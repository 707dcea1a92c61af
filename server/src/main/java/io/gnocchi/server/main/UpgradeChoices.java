package io.gnocchi.server.main;

import io.gnocchi.core.model.Sacks;
import io.gnocchi.server.ops.UpgradeOptions;
import picocli.CommandLine.Option;

/// What of an upgrade is left out, and how many sacks a new deployment gets.
final class UpgradeChoices {
    @Option(names = "--skip-index", description = "Leave the index as it is.")
    private boolean skipIndex;

    @Option(names = "--skip-storage", description = "Leave the storage as it is.")
    private boolean skipStorage;

    @Option(names = "--skip-incoming", description = "Leave the incoming storage as it is.")
    private boolean skipIncoming;

    @Option(
            names = "--skip-archive-policies-creation",
            description = "Create no default archive policies.")
    private boolean skipArchivePolicies;

    @Option(
            names = "--sacks-number",
            paramLabel = "N",
            defaultValue = "" + Sacks.DEFAULT_COUNT,
            description = "Sacks of a deployment that has none yet (default: ${DEFAULT-VALUE}).")
    private int sacksNumber;

    UpgradeOptions options() {
        return new UpgradeOptions(skipIndex, skipStorage, skipIncoming, skipArchivePolicies);
    }

    Sacks sacks() {
        return new Sacks(sacksNumber);
    }
}
